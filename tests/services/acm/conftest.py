"""A cloud with ACM, asked in few words; and authorities of the test's own, to import from."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fogbank.app.outside import Outside
from fogbank.kernel import certificates, world
from fogbank.kernel.errors import ServiceError, ValidationFailed
from fogbank.kernel.quotas import Quota
from fogbank.services.acm._shapes import ValidationException
from tests.cloud import ACCOUNT, REGION, Driver

DAY_S = 86_400.0
ARN = "arn:aws:acm:us-east-1:000000000000:certificate/12345678-1234-1234-1234-123456789012"
"""Of a certificate that is not there."""
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class Acm:
    """ACM, and the world that validates its names."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.outside = Outside(driver.cloud.kernel)

    def call(self, operation: str, *, account: str = ACCOUNT, region: str = REGION, **params: Any) -> Any:
        """The result; raises its error."""
        return self.driver.call("acm", operation, params, account=account, region=region)

    def error(self, operation: str, *, account: str = ACCOUNT, region: str = REGION, **params: Any) -> ServiceError:
        """The error that the call must end with."""
        with pytest.raises(ServiceError) as raised:
            self.call(operation, account=account, region=region, **params)
        if isinstance(raised.value, ValidationFailed):
            # A constraint of the model; the wire gives it the code of the protocol.
            return ValidationException(raised.value.message)
        return raised.value

    def refuses_wrong_arns(self, operation: str, **params: Any) -> None:
        """No ARN of ACM, no certificate's, one that is not there, one of another region."""
        assert self.error(operation, CertificateArn="arn:aws:sqs:us-east-1:0:q", **params).code == "ValidationException"
        wrong = self.error(operation, CertificateArn=ARN.replace("certificate/", "acme-endpoint/"), **params)
        assert wrong.code in ("InvalidArnException", "ValidationException")
        for arn, region in ((ARN, REGION), (self.requested(), "eu-west-1")):
            gone = self.error(operation, CertificateArn=arn, region=region, **params)
            assert gone.code == "ResourceNotFoundException"
            assert gone.message == f"Could not find certificate {arn} in account {ACCOUNT}."

    def requested(self, *names: str, **params: Any) -> str:
        """A request that waits for its DNS records; its ARN."""
        first, *others = names or ("example.com",)
        more = {"SubjectAlternativeNames": others} if others else {}
        asked = {"DomainName": first, "ValidationMethod": "DNS", **more, **params}
        arn: str = self.call("RequestCertificate", **asked)["CertificateArn"]
        self.driver.advance(0)
        return arn

    def issued(self, *names: str, **params: Any) -> str:
        """A certificate whose records are there; its ARN."""
        arn = self.requested(*names, **{"KeyAlgorithm": "EC_prime256v1", **params})
        self.prove(arn)
        assert self.detail(arn)["Status"] == "ISSUED"
        return arn

    def exported(self, *names: str) -> str:
        """An issued certificate that has been exported."""
        arn = self.issued(*names, Options={"Export": "ENABLED"})
        self.call("ExportCertificate", CertificateArn=arn, Passphrase=b"secret")
        return arn

    def mailed(self, *names: str, **params: Any) -> str:
        """A request that waits for answers to its mails; its ARN."""
        return self.requested(*names, **{"KeyAlgorithm": "EC_prime256v1", "ValidationMethod": "EMAIL", **params})

    def approved(self, *names: str) -> str:
        """A certificate that was issued because its mails were answered."""
        before = len(self.outside.mail())
        arn = self.mailed(*names)
        for mail in self.outside.mail()[before::5]:
            self.approve(mail)
        assert self.detail(arn)["Status"] == "ISSUED"
        return arn

    def approve(self, mail: dict[str, Any]) -> None:
        """Follow the link in a mail."""
        code = mail["body"].split("/_fogbank/links/")[1].strip()
        self._outside(lambda: self.outside.follow(code))

    def records(self, arn: str, account: str = ACCOUNT) -> list[dict[str, str]]:
        """The CNAMEs that a certificate's names are proved by."""
        options = self.detail(arn, account)["DomainValidationOptions"]
        return [option["ResourceRecord"] for option in options]

    def prove(self, arn: str) -> None:
        """Put the records where ACM looks for them."""
        for record in self.records(arn):
            self.dns(record["Name"], record["Value"])

    def dns(self, name: str, *values: str, kind: str = "CNAME") -> None:
        """What the world's DNS says from now on."""
        self._outside(lambda: self.outside.change({"dns": {name: {kind: list(values)}}}))

    def _outside(self, act: Callable[[], object]) -> None:
        """Something happens outside, on the cloud's loop; what follows from it is done when this returns."""

        async def on_the_loop() -> None:
            act()

        self.driver.run(on_the_loop())
        self.driver.advance(0)

    def detail(self, arn: str, account: str = ACCOUNT) -> dict[str, Any]:
        """As DescribeCertificate tells it."""
        told: dict[str, Any] = self.call("DescribeCertificate", CertificateArn=arn, account=account)["Certificate"]
        return told

    def follows(self, code: str) -> bool:
        """Whether a link leads somewhere."""
        return world.follow(self.driver.cloud.kernel.store.begin(self.driver.now()), code)

    def quota(self, code: str, value: float) -> None:
        """Lower a quota of the default account."""
        store = self.driver.cloud.kernel.store
        tx = store.begin(self.driver.now())
        tx.put(Quota(ACCOUNT, REGION, "acm", code, value))
        store.apply(tx)

    def use(
        self, arn: str, resource: str = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/a"
    ) -> str:
        """What a load balancer does with the certificate of a listener; its ARN."""
        kernel = self.driver.cloud.kernel
        tx = kernel.store.begin(kernel.clock.now())
        certificates.use(tx, arn, resource)
        kernel.store.apply(tx)
        return resource

    def release(self, arn: str, resource: str) -> None:
        """The listener is gone."""
        kernel = self.driver.cloud.kernel
        tx = kernel.store.begin(kernel.clock.now())
        certificates.release(tx, arn, resource)
        kernel.store.apply(tx)

    def imported(self, made: "Made", **params: Any) -> str:
        """An imported certificate; its ARN."""
        return str(self.call("ImportCertificate", **made.params, **params)["CertificateArn"])


class Made:
    """A certificate of the test's own, with its key, below another one or signing itself."""

    def __init__(
        self,
        now: float,
        *names: str,
        above: "Made | None" = None,
        key: Key | None = None,
        days: tuple[float, float] = (-1, 30),
        subject: str | None = None,
        authority: bool = False,
        usages: tuple[str, ...] = ("digital_signature", "key_encipherment"),
        purposes: tuple[x509.ObjectIdentifier, ...] = (ExtendedKeyUsageOID.SERVER_AUTH,),
        extensions: tuple[x509.ExtensionType, ...] = (),
    ) -> None:
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        self.above = above
        name = self._name(names[0] if subject is None and names else subject or "")
        begins = datetime.fromtimestamp(now, UTC).replace(microsecond=0)
        builder = (
            x509.CertificateBuilder()
            .serial_number(x509.random_serial_number())
            .subject_name(name)
            .issuer_name(above.certificate.subject if above else name)
            .public_key(self.key.public_key())
            .not_valid_before(begins + timedelta(days=days[0]))
            .not_valid_after(begins + timedelta(days=days[1]))
        )
        if authority:
            builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        if names:
            alternatives = x509.SubjectAlternativeName([x509.DNSName(each) for each in names])
            builder = builder.add_extension(alternatives, critical=False)
        if usages:
            builder = builder.add_extension(self._usage(usages), critical=True)
        if purposes:
            builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        for extension in extensions:
            builder = builder.add_extension(extension, critical=False)
        self.certificate = builder.sign((above or self).key, hashes.SHA256())

    @staticmethod
    def _name(common: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)] if common else [])

    @staticmethod
    def _usage(wanted: tuple[str, ...]) -> x509.KeyUsage:
        every = (
            "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
            "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
        )  # fmt: skip
        return x509.KeyUsage(**{name: name in wanted for name in every})

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @property
    def chain(self) -> bytes:
        """All that is above, in order."""
        return self.above.pem + self.above.chain if self.above else b""

    @property
    def params(self) -> dict[str, bytes]:
        """As ImportCertificate takes it."""
        more = {"CertificateChain": self.chain} if self.above else {}
        return {"Certificate": self.pem, "PrivateKey": self.key_pem, **more}


@pytest.fixture
def acm(cloud: Driver) -> Acm:
    """ACM in a cloud in memory."""
    return Acm(cloud)


@pytest.fixture
def now(cloud: Driver) -> float:
    """The time in the cloud."""
    return cloud.now()
