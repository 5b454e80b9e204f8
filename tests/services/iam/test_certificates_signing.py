"""Signing certificates. Source: IAM API Reference, UploadSigningCertificate."""

from typing import Any

import pytest

from tests.services.iam import saml
from tests.services.iam.client import Client


def body(subject: str = "one", **params: Any) -> str:
    return saml.pem(saml.certificate(subject, **params))


def upload(iam: Client, subject: str = "one", **params: Any) -> Any:
    return iam.call("UploadSigningCertificate", CertificateBody=body(subject), **params)["Certificate"]


class TestShape:
    def test_uploaded_listed_switched_deleted(self, iam: Client) -> None:
        iam.user("jo")
        made = upload(iam, UserName="jo")
        assert (made["UserName"], made["Status"], made["UploadDate"]) == ("jo", "Active", iam.cloud.now())
        assert (made["CertificateBody"], len(made["CertificateId"])) == (body().strip(), 32)
        assert iam.call("ListSigningCertificates", UserName="jo")["Certificates"] == [made]
        which = {"UserName": "jo", "CertificateId": made["CertificateId"]}
        iam.call("UpdateSigningCertificate", **which, Status="Inactive")
        [told] = iam.call("ListSigningCertificates", UserName="jo")["Certificates"]
        assert told["Status"] == "Inactive"
        iam.call("DeleteSigningCertificate", **which)
        assert iam.call("ListSigningCertificates", UserName="jo")["Certificates"] == []

    def test_of_root(self, iam: Client) -> None:
        """Source: API Reference: works for root even if the account has no associated users."""
        made = upload(iam)
        assert [each["CertificateId"] for each in iam.call("ListSigningCertificates")["Certificates"]] == [
            made["CertificateId"]
        ]


class TestRules:
    def test_what_is_refused(self, iam: Client) -> None:
        iam.user("jo")
        for text, code in (
            ("text", "MalformedCertificate"),
            (body() + body("two"), "MalformedCertificate"),
            (body("old", days=(-9, -1)), "InvalidCertificate"),
        ):
            assert iam.refused("UploadSigningCertificate", UserName="jo", CertificateBody=text)[0] == code

    def test_a_certificate_has_one_user(self, iam: Client) -> None:
        iam.user("jo")
        iam.user("al")
        upload(iam, UserName="jo")
        for user in ("jo", "al"):
            refused = iam.refused("UploadSigningCertificate", UserName=user, CertificateBody=body())
            assert refused[0] == "DuplicateCertificate"

    def test_two(self, iam: Client) -> None:
        """Source: IAM User Guide, IAM and STS quotas: X.509 signing certificates of a user: 2."""
        iam.user("jo")
        upload(iam, UserName="jo")
        upload(iam, "two", UserName="jo")
        assert iam.refused("UploadSigningCertificate", UserName="jo", CertificateBody=body("three")) == (
            "LimitExceeded",
            "Cannot exceed quota for SigningCertificatesPerUser: 2",
        )

    @pytest.mark.parametrize("operation", ["UpdateSigningCertificate", "DeleteSigningCertificate"])
    def test_one_that_is_not_there(self, iam: Client, operation: str) -> None:
        iam.user("jo")
        iam.user("al")
        made = upload(iam, UserName="al")
        more = {"Status": "Inactive"} if operation.startswith("U") else {}
        refused = iam.refused(operation, UserName="jo", CertificateId=made["CertificateId"], **more)
        assert refused == ("NoSuchEntity", f"The Certificate with id {made['CertificateId']} cannot be found.")

    def test_nobody_makes_one_expired(self, iam: Client) -> None:
        made = upload(iam)
        refused = iam.refused("UpdateSigningCertificate", CertificateId=made["CertificateId"], Status="Expired")
        assert refused[0] == "InvalidInput"
