"""ImportCertificate. Source: ACM API Reference, ImportCertificate; User Guide, Prerequisites, Reimport."""

import re
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

from fogbank.kernel.errors import ServiceError
from tests.services.acm.conftest import ARN, DAY_S, Acm, Made
from tests.services.bad_values import of_no_algorithm, within

SERVER, CLIENT = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH


@pytest.fixture
def root(now: float) -> Made:
    return authority(now, "root")


def authority(now: float, name: str, above: Made | None = None, key: Any = None) -> Made:
    return Made(now, subject=name, above=above, key=key, authority=True, usages=(), purposes=())


def refused(acm: Acm, made: Made, **params: Any) -> ServiceError:
    error = acm.error("ImportCertificate", **{**made.params, **params})
    assert error.code == "ValidationException"
    assert acm.call("SearchCertificates")["Results"] == []
    return error


class TestShape:
    def test_it_answers_an_arn(self, acm: Acm, now: float) -> None:
        assert re.fullmatch(r"arn:aws:acm:us-east-1:0{12}:certificate/[0-9a-f-]{36}", acm.imported(Made(now, "a.com")))

    def test_sizes(self, acm: Acm, now: float) -> None:
        made = Made(now, "a.com")
        refused(acm, made, Certificate=made.pem + b"\n" * 32768)
        refused(acm, made, PrivateKey=made.key_pem + b"\n" * 8192)
        error = refused(acm, made, PrivateKey=made.key_pem + b"\n" * 5120)
        assert error.message == "The private key must be no larger than 5 KB (5,120 bytes)."


class TestRules:
    def test_one_certificate(self, acm: Acm, now: float, root: Made) -> None:
        """Observed: reports of AWS CLI and Terraform."""
        made = Made(now, "a.com", above=root)
        error = refused(acm, made, Certificate=made.pem + root.pem)
        assert error.message == (
            "The certificate field contains more than one certificate. "
            "You can specify only one certificate in this field."
        )

    def test_pem(self, acm: Acm, now: float, root: Made) -> None:
        made = Made(now, "a.com", above=root)
        der = made.certificate.public_bytes(serialization.Encoding.DER)
        broken = made.pem.replace(b"MII", b"M??", 1)
        unknown = within(made.pem, of_no_algorithm)
        for params in (*({"Certificate": text} for text in (der, broken, unknown)), {"CertificateChain": b"chain"}):
            error = refused(acm, made, **params)
            assert error.message == "Unable to parse certificate. Please ensure the certificate is in PEM format."

    def test_the_key_is_plain_and_of_a_kind_that_is_supported(self, acm: Acm, now: float) -> None:
        made = Made(now, "a.com")
        closed = serialization.BestAvailableEncryption(b"secret")
        pem, pkcs8, plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        assert refused(acm, made, PrivateKey=made.pem).message == "Passed PEM was not a private key."
        assert (
            "must be unencrypted" in refused(acm, made, PrivateKey=made.key.private_bytes(pem, pkcs8, closed)).message
        )
        for key in (
            ec.generate_private_key(ec.SECP256K1()),
            ed25519.Ed25519PrivateKey.generate(),
            dsa.generate_private_key(1024),
        ):
            error = refused(acm, made, PrivateKey=key.private_bytes(pem, pkcs8, plain))
            assert error.message == "The private key is not supported."

        unknown = within(made.key_pem, of_no_algorithm)
        assert refused(acm, made, PrivateKey=unknown).message == "The private key is not supported."

    @pytest.mark.filterwarnings("ignore:Parsed a serial number")
    def test_serial_numbers_are_positive(self, acm: Acm, now: float) -> None:
        """RFC 5280, 4.1.2.2."""

        def below_zero(der: bytes) -> bytes:
            at = der.index(b"\xa0\x03\x02\x01\x02\x02") + 7
            return der[:at] + bytes([der[at] | 0x80]) + der[at + 1 :]

        made = Made(now, "a.com")
        assert "Unable to parse" in refused(acm, made, Certificate=within(made.pem, below_zero)).message

    def test_the_key_belongs_to_the_certificate(self, acm: Acm, now: float) -> None:
        error = refused(acm, Made(now, "a.com"), PrivateKey=Made(now, "a.com").key_pem)
        assert error.message == "The private key must match the public key that is in the certificate."

    @pytest.mark.parametrize("days", [(1, 30), (-30, -1)])
    def test_it_is_valid_now(self, acm: Acm, now: float, days: tuple[float, float]) -> None:
        error = refused(acm, Made(now, "a.com", days=days))
        assert error.message.startswith("The current time must be between")

    def test_long_urls_of_responders(self, acm: Acm, now: float) -> None:
        def made(length: int) -> Made:
            url = x509.UniformResourceIdentifier("http://" + "a" * (length - 7))
            access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, url)
            return Made(now, "a.com", extensions=(x509.AuthorityInformationAccess([access]),))

        assert (
            refused(acm, made(1001)).message == "The OCSP authority URL, if present, must not exceed 1000 characters."
        )
        acm.imported(made(1000))

    def test_it_names_an_issuer(self, acm: Acm, now: float) -> None:
        assert refused(acm, Made(now, "a.com", subject="")).message == "The Issuer field must not be empty."

    def test_without_a_chain_it_signs_itself(self, acm: Acm, now: float, root: Made) -> None:
        error = refused(acm, Made(now, "a.com", above=root), CertificateChain=b"\n")
        assert error.message.startswith("Provided certificate is not a valid self signed. Please provide either")

    def test_the_chain_begins_with_the_issuer(self, acm: Acm, now: float, root: Made) -> None:
        below = authority(now, "below", root)
        made = Made(now, "a.com", above=below)
        plain = Made(now, "b.com", above=root)
        for wrong in (root.pem, made.pem + made.chain, authority(now, "below", root).pem):
            error = refused(acm, made, CertificateChain=wrong)
            assert error.message == "Could not validate the certificate with the certificate chain."
        # A certificate that is no authority's signs nothing.
        error = refused(acm, Made(now, "a.com", above=plain))
        assert error.message == "Could not validate the certificate with the certificate chain."

    def test_each_in_the_chain_certifies_the_one_before(self, acm: Acm, now: float, root: Made) -> None:
        below = authority(now, "below", root)
        made = Made(now, "a.com", above=authority(now, "lowest", below))
        assert made.above is not None
        error = refused(acm, made, CertificateChain=made.above.pem + root.pem + below.pem)
        assert error.message.endswith("The index within the chain of the invalid certificate is: 0")
        error = refused(acm, made, CertificateChain=made.above.pem + below.pem + authority(now, "root").pem)
        assert error.message.endswith("The index within the chain of the invalid certificate is: 1")
        acm.call("ImportCertificate", **{**made.params, "CertificateChain": made.above.pem})

    def test_the_algorithm_is_that_of_the_issuer(self, acm: Acm, now: float, root: Made) -> None:
        made = Made(now, "a.com", above=root, key=rsa.generate_private_key(65537, 2048))
        assert "must match the algorithm of the signing CA" in refused(acm, made).message

    def test_tags(self, acm: Acm, now: float) -> None:
        """InvalidTagException. TooManyTagsException and TagPolicyException: a request holds 50 by the model."""
        made = Made(now, "a.com")
        error = acm.error("ImportCertificate", **made.params, Tags=[{"Key": "AWS:x", "Value": "y"}])
        assert error.code == "InvalidTagException"
        arn = acm.imported(made, Tags=[{"Key": "x", "Value": "y"}])
        assert acm.call("ListTagsForCertificate", CertificateArn=arn) == {"Tags": [{"Key": "x", "Value": "y"}]}

    @pytest.mark.parametrize("quota", ["L-D2CB7DE9", "L-3808DC70"])
    def test_quotas_count_imports_alone(self, acm: Acm, now: float, quota: str) -> None:
        """LimitExceededException. Source: User Guide, Quotas."""
        acm.requested()
        acm.quota(quota, 1)
        arn = acm.imported(Made(now, "a.com"))
        assert acm.error("ImportCertificate", **Made(now, "b.com").params).code == "LimitExceededException"
        acm.imported(Made(now, "b.com"), CertificateArn=arn)


class TestReplacing:
    def test_which_certificate(self, acm: Acm, now: float) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException. ConflictException comes of nothing."""
        made = Made(now, "a.com")
        error = acm.error("ImportCertificate", **made.params, CertificateArn=ARN)
        assert (error.code, error.message) == ("ResourceNotFoundException", f"Could not find certificate {ARN}.")
        other = ARN.replace("certificate/", "acme-endpoint/")
        assert acm.error("ImportCertificate", **made.params, CertificateArn=other).code == "InvalidArnException"
        error = acm.error("ImportCertificate", **made.params, CertificateArn=acm.issued())
        assert error.code == "ValidationException"

    def test_it_keeps_arn_tags_and_users(self, acm: Acm, now: float) -> None:
        arn = acm.imported(Made(now, "a.com"), Tags=[{"Key": "x"}])
        resource = acm.use(arn)
        before = acm.detail(arn)
        acm.driver.advance(DAY_S)
        again = Made(acm.driver.now(), "a.com", "b.com")
        assert acm.imported(again, CertificateArn=arn) == arn
        after = acm.detail(arn)
        assert after["SubjectAlternativeNames"] == ["a.com", "b.com"]
        assert after["CreatedAt"] == before["CreatedAt"] < after["ImportedAt"]
        assert after["NotAfter"] > before["NotAfter"]
        assert after["InUseBy"] == [resource]
        assert acm.call("GetCertificate", CertificateArn=arn)["Certificate"] == again.pem.decode()
        assert len(acm.call("ListTagsForCertificate", CertificateArn=arn)["Tags"]) == 1

    def test_an_expired_one_is_valid_again(self, acm: Acm, now: float) -> None:
        arn = acm.imported(Made(now, "a.com", days=(-1, 5)))
        acm.driver.advance(6 * DAY_S)
        assert acm.detail(arn)["Status"] == "EXPIRED"
        acm.imported(Made(acm.driver.now(), "a.com", days=(-1, 5)), CertificateArn=arn)
        assert acm.detail(arn)["Status"] == "ISSUED"
        acm.driver.advance(6 * DAY_S)
        assert acm.detail(arn)["Status"] == "EXPIRED"

    def test_without_tags(self, acm: Acm, now: float) -> None:
        arn = acm.imported(Made(now, "a.com"))
        params = Made(now, "a.com").params
        error = acm.error("ImportCertificate", **params, CertificateArn=arn, Tags=[{"Key": "x"}])
        assert error.code == "InvalidParameterException"

    @pytest.mark.parametrize(
        ("old", "new", "text"),
        [
            ({}, {"key": "P-384"}, "The key type and size cannot be changed."),
            ({}, {"usages": ()}, "cannot remove existing values"),
            ({"usages": ()}, {}, "You cannot add KeyUsage extensions"),
            ({"purposes": ()}, {}, "You cannot add ExtendedKeyUsage extensions"),
            ({"purposes": (SERVER, CLIENT)}, {"purposes": (CLIENT,)}, "cannot remove existing values"),
            ({"purposes": (SERVER, CLIENT)}, {"purposes": (SERVER,)}, ""),
            ({}, {"usages": ("digital_signature",)}, ""),
            ({}, {"usages": ("digital_signature", "key_encipherment", "key_agreement")}, ""),
        ],
    )
    def test_what_must_stay(self, acm: Acm, now: float, old: Any, new: Any, text: str) -> None:
        """Source: User Guide, Reimport a certificate, with its two exceptions."""
        if new.get("key"):
            new = {"key": ec.generate_private_key(ec.SECP384R1())}
        arn = acm.imported(Made(now, "a.com", **old))
        params = Made(now, "a.com", **new).params
        if not text:
            acm.call("ImportCertificate", **params, CertificateArn=arn)
            return
        error = acm.error("ImportCertificate", **params, CertificateArn=arn)
        assert error.code == "ValidationException"
        assert text in error.message

    def test_not_without_any_name(self, acm: Acm, now: float) -> None:
        root = authority(now, "root")
        arn = acm.imported(Made(now, "a.com", above=root))
        error = acm.error("ImportCertificate", **Made(now, above=root).params, CertificateArn=arn)
        assert error.message == "You cannot remove all of the domain names from a certificate."


class TestBehaviour:
    @pytest.mark.parametrize(
        ("key", "algorithm"),
        [
            (lambda: rsa.generate_private_key(65537, 1024), "RSA-1024"),
            (lambda: rsa.generate_private_key(65537, 3072), "RSA-3072"),
            (lambda: ec.generate_private_key(ec.SECP384R1()), "EC_secp384r1"),
            (lambda: ec.generate_private_key(ec.SECP521R1()), "EC_secp521r1"),
        ],
    )
    def test_algorithms(self, acm: Acm, now: float, key: Any, algorithm: str) -> None:
        assert acm.detail(acm.imported(Made(now, "a.com", key=key())))["KeyAlgorithm"] == algorithm

    def test_older_forms_of_keys(self, acm: Acm, now: float) -> None:
        """BEGIN EC PRIVATE KEY and BEGIN RSA PRIVATE KEY, as OpenSSL wrote them."""
        made = Made(now, "a.com", key=rsa.generate_private_key(65537, 2048))
        form = serialization.PrivateFormat.TraditionalOpenSSL
        key = made.key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
        assert key.startswith(b"-----BEGIN RSA PRIVATE KEY-----")
        acm.call("ImportCertificate", **{**made.params, "PrivateKey": key})

    def test_it_is_never_renewed(self, acm: Acm, now: float) -> None:
        arn = acm.imported(Made(now, "a.com", days=(-1, 100)))
        acm.use(arn)
        acm.driver.advance(101 * DAY_S)
        detail = acm.detail(arn)
        assert (detail["Status"], detail["RenewalEligibility"]) == ("EXPIRED", "INELIGIBLE")
        assert "RenewalSummary" not in detail
