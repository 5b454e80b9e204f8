"""GetCertificate. Source: ACM API Reference, GetCertificate."""

import time

from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store

from tests.services.acm.conftest import DAY_S, Acm, Made


class TestShape:
    def test_certificate_and_chain_to_the_local_root(self, acm: Acm) -> None:
        """The chain is the issuing CA's certificate and those above it; the root is the one of `fogbank ca`."""
        answer = acm.call("GetCertificate", CertificateArn=acm.issued("www.example.com", KeyAlgorithm="RSA_2048"))
        assert set(answer) == {"Certificate", "CertificateChain"}
        leaf = x509.load_pem_x509_certificate(answer["Certificate"].encode())
        intermediate, root = x509.load_pem_x509_certificates(answer["CertificateChain"].encode())
        path = acm.driver.cloud.authority.certificate_path
        assert root == x509.load_pem_x509_certificate(path.read_bytes())
        verifier = PolicyBuilder().store(Store([root])).build_server_verifier(x509.DNSName("www.example.com"))
        assert verifier.verify(leaf, [intermediate]) == [leaf, intermediate, root]


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException."""
        acm.refuses_wrong_arns("GetCertificate")

    def test_not_before_it_is_issued(self, acm: Acm) -> None:
        arn = acm.requested()
        assert acm.error("GetCertificate", CertificateArn=arn).code == "RequestInProgressException"
        acm.driver.advance(4 * DAY_S)
        assert acm.error("GetCertificate", CertificateArn=arn).code == "ResourceNotFoundException"


class TestBehaviour:
    def test_clients_outside_can_use_it_after_the_clock_was_turned(self, acm: Acm) -> None:
        acm.driver.advance(100 * DAY_S)
        answer = acm.call("GetCertificate", CertificateArn=acm.issued())
        leaf = x509.load_pem_x509_certificate(answer["Certificate"].encode())
        assert leaf.not_valid_before_utc.timestamp() < time.time() < leaf.not_valid_after_utc.timestamp()

    def test_what_was_imported_comes_back(self, acm: Acm, now: float) -> None:
        """ACM-006."""
        root = Made(now, subject="root", authority=True, usages=(), purposes=())
        below = Made(now, subject="intermediate", above=root, authority=True, usages=(), purposes=())
        made = Made(now, "example.com", above=below)
        answer = acm.call("GetCertificate", CertificateArn=acm.imported(made))
        assert answer == {"Certificate": made.pem.decode(), "CertificateChain": made.chain.decode()}
        alone = Made(now, "example.com")
        assert acm.call("GetCertificate", CertificateArn=acm.imported(alone)) == {"Certificate": alone.pem.decode()}
