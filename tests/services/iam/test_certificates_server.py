"""Server certificates. Source: IAM API Reference, UploadServerCertificate; User Guide, Manage server certificates."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.cloud import ACCOUNT
from tests.services.bad_values import of_no_algorithm, within
from tests.services.iam import saml
from tests.services.iam.client import Client

ARN = f"arn:aws:iam::{ACCOUNT}:server-certificate/web"
WEB = {"ServerCertificateName": "web"}


def texts(subject: str = "one", issuer: str = "", *chain: str) -> dict[str, str]:
    """Body, key and chain as a request has them."""
    found = {"CertificateBody": saml.pem(saml.certificate(subject, issuer)), "PrivateKey": saml.key_pem(subject)}
    return {**found, "CertificateChain": "".join(chain)} if chain else found


def upload(iam: Client, name: str = "web", **params: Any) -> Any:
    return iam.call("UploadServerCertificate", ServerCertificateName=name, **{**texts(), **params})


class TestShape:
    def test_uploaded_told_deleted(self, iam: Client) -> None:
        tags = [{"Key": "a", "Value": "b"}]
        made = upload(iam, Path="/cloudfront/", Tags=tags)
        metadata = made["ServerCertificateMetadata"]
        until = saml.certificate().not_valid_after_utc.timestamp()
        assert (metadata["UploadDate"], metadata["Expiration"]) == (iam.cloud.now(), until)
        assert metadata["ServerCertificateId"].startswith("ASCA")
        assert metadata["Arn"] == f"arn:aws:iam::{ACCOUNT}:server-certificate/cloudfront/web"
        told = iam.call("GetServerCertificate", **WEB)["ServerCertificate"]
        assert (told["ServerCertificateMetadata"], told["Tags"]) == (metadata, tags)
        assert told["CertificateBody"] == texts()["CertificateBody"].strip()
        assert "PRIVATE" not in str(told)
        iam.call("DeleteServerCertificate", **WEB)
        assert iam.refused("GetServerCertificate", **WEB) == (
            "NoSuchEntity",
            "The Server Certificate with name web cannot be found.",
        )

    def test_with_a_chain(self, iam: Client) -> None:
        chain = [saml.pem(saml.certificate("middle", "top")), saml.pem(saml.certificate("top"))]
        upload(iam, **texts("leaf", "middle", *chain))
        told = iam.call("GetServerCertificate", **WEB)["ServerCertificate"]
        assert told["CertificateChain"] == "".join(chain).strip()


class TestRules:
    def test_what_is_no_certificate(self, iam: Client) -> None:
        wanted = (
            "MalformedCertificate",
            "Unable to parse certificate. Please ensure the certificate is in PEM format.",
        )
        one = texts()["CertificateBody"]
        unknown = within(one.encode(), of_no_algorithm).decode()
        for body in ("text", one + one, one.replace("MII", "MIX"), f"{one}more", unknown):
            assert iam.refused("UploadServerCertificate", **WEB, **{**texts(), "CertificateBody": body}) == wanted
        assert iam.refused("UploadServerCertificate", **WEB, **texts(), CertificateChain="text") == wanted

    def test_a_key_that_is_none(self, iam: Client) -> None:
        pkcs8 = saml.key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        unknown = within(pkcs8, of_no_algorithm).decode()
        for key in ("text", saml.public_pem(), unknown):
            refused = iam.refused("UploadServerCertificate", **WEB, **{**texts(), "PrivateKey": key})
            assert refused[0] == "MalformedCertificate"

    def test_the_key_of_another(self, iam: Client) -> None:
        refused = iam.refused("UploadServerCertificate", **WEB, **{**texts(), "PrivateKey": saml.key_pem("two")})
        assert refused[0] == "KeyPairMismatch"

    def test_a_chain_that_is_broken(self, iam: Client) -> None:
        middle, top = saml.pem(saml.certificate("middle", "top")), saml.pem(saml.certificate("top"))
        text = (
            "Unable to validate certificate chain. The certificate chain must start with the immediate signing "
            "certificate, followed by any intermediaries in order. The index within the chain of the invalid "
            "certificate is: "
        )
        for chain, index in (((top, middle), 0), ((middle, middle), 1), ((middle, top, middle), 2)):
            refused = iam.refused("UploadServerCertificate", **WEB, **texts("leaf", "middle", *chain))
            assert refused == ("MalformedCertificate", f"{text}{index}")

    def test_only_while_it_is_valid(self, iam: Client) -> None:
        """Source: User Guide: the certificate must be valid at the time of upload."""
        for days in ((-9, -1), (1, 9)):
            body = saml.pem(saml.certificate("when", days=days))
            pair = {"CertificateBody": body, "PrivateKey": saml.key_pem("when")}
            assert iam.refused("UploadServerCertificate", **WEB, **pair)[0] == "MalformedCertificate"
        soon = {"CertificateBody": saml.pem(saml.certificate("soon", days=(-1, 9))), "PrivateKey": saml.key_pem("soon")}
        iam.cloud.advance(10 * 86400)
        assert iam.refused("UploadServerCertificate", **WEB, **soon)[0] == "MalformedCertificate"

    def test_twice(self, iam: Client) -> None:
        upload(iam)
        for name in ("web", "WEB"):
            refused = iam.refused("UploadServerCertificate", ServerCertificateName=name, **texts())
            assert refused == ("EntityAlreadyExists", f"The Server Certificate with name {name} already exists.")

    def test_twenty(self, iam: Client) -> None:
        """Source: IAM User Guide, IAM and STS quotas: server certificates stored in an account: 20."""
        for n in range(20):
            upload(iam, f"c{n}")
        refused = iam.refused("UploadServerCertificate", **WEB, **texts())
        assert refused == ("LimitExceeded", "Cannot exceed quota for ServerCertificatesPerAccount: 20")

    @pytest.mark.parametrize(
        ("operation", "more"),
        [
            ("GetServerCertificate", {}),
            ("DeleteServerCertificate", {}),
            ("UpdateServerCertificate", {"NewPath": "/a/"}),
            ("TagServerCertificate", {"Tags": [{"Key": "a", "Value": "b"}]}),
            ("UntagServerCertificate", {"TagKeys": ["a"]}),
            ("ListServerCertificateTags", {}),
        ],
    )
    def test_one_that_is_not_there(self, iam: Client, operation: str, more: dict[str, Any]) -> None:
        assert iam.refused(operation, **WEB, **more)[0] == "NoSuchEntity"


class TestBehaviour:
    def test_another_name_and_path(self, iam: Client) -> None:
        upload(iam, Tags=[{"Key": "a", "Value": "b"}])
        upload(iam, "other")
        taken = iam.refused("UpdateServerCertificate", **WEB, NewServerCertificateName="Other")
        assert taken[0] == "EntityAlreadyExists"
        before = iam.call("GetServerCertificate", **WEB)["ServerCertificate"]["ServerCertificateMetadata"]
        iam.call("UpdateServerCertificate", **WEB, NewServerCertificateName="Web2", NewPath="/x/")
        told = iam.call("GetServerCertificate", ServerCertificateName="web2")["ServerCertificate"]
        after = told["ServerCertificateMetadata"]
        assert (after["ServerCertificateId"], after["Path"]) == (before["ServerCertificateId"], "/x/")
        assert after["Arn"] == f"arn:aws:iam::{ACCOUNT}:server-certificate/x/Web2"
        assert told["Tags"] == [{"Key": "a", "Value": "b"}]
        assert iam.refused("GetServerCertificate", **WEB)[0] == "NoSuchEntity"
        iam.call("UpdateServerCertificate", ServerCertificateName="Web2", NewServerCertificateName="WEB2")
        assert upload(iam)["ServerCertificateMetadata"]["Arn"] == ARN

    def test_listed_by_path_in_pages(self, iam: Client) -> None:
        for n in range(5):
            upload(iam, f"c{n}", Path="/even/" if n % 2 == 0 else "/odd/")

        def names(**params: Any) -> tuple[list[str], str | None]:
            answer = iam.call("ListServerCertificates", **params)
            listed = answer["ServerCertificateMetadataList"]
            return [each["ServerCertificateName"] for each in listed], answer.get("Marker")

        assert names()[0] == ["c0", "c1", "c2", "c3", "c4"]
        first, marker = names(PathPrefix="/even/", MaxItems=2)
        assert (first, names(PathPrefix="/even/", MaxItems=2, Marker=marker)) == (["c0", "c2"], (["c4"], None))

    def test_tags(self, iam: Client) -> None:
        upload(iam)
        iam.call("TagServerCertificate", **WEB, Tags=[{"Key": k, "Value": "1"} for k in "ab"])
        iam.call("UntagServerCertificate", **WEB, TagKeys=["a"])
        assert iam.call("ListServerCertificateTags", **WEB)["Tags"] == [{"Key": "b", "Value": "1"}]
