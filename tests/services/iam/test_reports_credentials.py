"""The credential report (IAM-022). Source: IAM User Guide, Generate credential reports for your AWS account."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

from fogbank.kernel.identity.principal import Principal
from tests.cloud import ACCOUNT, Driver
from tests.services.iam import saml
from tests.services.iam.client import Client

# The header of a report, as the guide lists its columns.
HEADER = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,"
    "mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,"
    "access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,"
    "access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
    "cert_1_last_rotated,cert_2_active,cert_2_last_rotated"
)
ROOT = "<root_account>"


def text(iam: Client) -> str:
    """A fresh report; the clock goes on by four hours before it and a minute behind."""
    iam.cloud.advance(4 * 3600)
    iam.call("GenerateCredentialReport")
    iam.cloud.advance(60)
    content: bytes = iam.call("GetCredentialReport")["Content"]
    return content.decode()


def rows(iam: Client) -> dict[str, dict[str, str]]:
    return {row["user"]: row for row in csv.DictReader(io.StringIO(text(iam)))}


def instant(at: float) -> str:
    return datetime.fromtimestamp(int(at), UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


class TestStates:
    def test_present_in_progress_complete_expired(self, iam: Client) -> None:
        assert iam.refused("GetCredentialReport") == ("ReportNotPresent", "")
        assert iam.call("GenerateCredentialReport") == {
            "State": "STARTED",
            "Description": "No report exists. Starting a new report generation task",
        }
        assert iam.call("GenerateCredentialReport") == {"State": "INPROGRESS"}
        assert iam.refused("GetCredentialReport")[0] == "ReportInProgress"
        made_at = iam.cloud.now()
        iam.cloud.advance(5)
        assert iam.call("GenerateCredentialReport") == {"State": "COMPLETE"}
        report = iam.call("GetCredentialReport")
        assert (report["ReportFormat"], report["GeneratedTime"]) == ("text/csv", made_at)
        iam.cloud.advance(4 * 3600)
        assert iam.refused("GetCredentialReport")[0] == "ReportExpired"
        assert iam.call("GenerateCredentialReport") == {"State": "STARTED"}

    def test_the_same_for_four_hours(self, iam: Client) -> None:
        """Source: User Guide: the most recent report is downloaded where it is not older than four hours."""
        before = text(iam)
        iam.user("jo")
        iam.cloud.advance(3600)
        assert iam.call("GenerateCredentialReport") == {"State": "COMPLETE"}
        assert iam.call("GetCredentialReport")["Content"].decode() == before
        assert "jo" in rows(iam)

    def test_codes_on_the_wire(self, iam: Client) -> None:
        assert iam.error("GetCredentialReport").status == 410
        iam.call("GenerateCredentialReport")
        assert iam.error("GetCredentialReport").status == 404


class TestTable:
    def test_its_form(self, iam: Client) -> None:
        lines = text(iam).split("\n")
        assert lines[0] == HEADER
        assert lines[1].startswith(f"{ROOT},arn:aws:iam::{ACCOUNT}:root,")
        assert len(lines) == 2, "no line break at the end"

    def test_root(self, iam: Client) -> None:
        row = rows(iam)[ROOT]
        assert [row[f"password_{what}"] for what in ("enabled", "last_used", "last_changed", "next_rotation")] == [
            "not_supported",
            "no_information",
            "not_supported",
            "not_supported",
        ]
        assert (row["mfa_active"], row["access_key_1_active"], row["cert_1_active"]) == ("false", "false", "false")
        iam.device().enable("root")
        iam.call("CreateAccessKey")
        row = rows(iam)[ROOT]
        assert (row["mfa_active"], row["access_key_1_active"]) == ("true", "true")

    def test_a_user_without_anything(self, iam: Client) -> None:
        iam.user("jo")
        made_at = iam.cloud.now()
        row = rows(iam)["jo"]
        assert row.pop("arn") == f"arn:aws:iam::{ACCOUNT}:user/jo"
        assert row.pop("user_creation_time") == instant(made_at)
        assert row.pop("user") == "jo"
        assert set(row.values()) == {"false", "N/A"}
        assert {column for column, value in row.items() if value == "false"} == {
            "password_enabled",
            "mfa_active",
            "access_key_1_active",
            "access_key_2_active",
            "cert_1_active",
            "cert_2_active",
        }

    def test_passwords(self, iam: Client) -> None:
        iam.user("jo")
        iam.call("CreateLoginProfile", UserName="jo", Password="Correct-horse-1")
        row = rows(iam)["jo"]
        assert (row["password_enabled"], row["password_last_used"]) == ("true", "no_information")
        assert row["password_next_rotation"] == "N/A"
        iam.call("UpdateAccountPasswordPolicy", MaxPasswordAge=90)
        iam.call("UpdateLoginProfile", UserName="jo", Password="Battery-staple-2")
        changed_at = iam.cloud.now()
        row = rows(iam)["jo"]
        assert row["password_last_changed"] == instant(changed_at)
        assert row["password_next_rotation"] == instant(changed_at + 90 * 86400)

    def test_mfa_and_certificates(self, iam: Client) -> None:
        iam.user("jo")
        iam.device().enable("jo")
        made = iam.call("UploadSigningCertificate", UserName="jo", CertificateBody=saml.pem(saml.certificate()))
        uploaded_at = iam.cloud.now()
        row = rows(iam)["jo"]
        assert (row["mfa_active"], row["cert_1_active"], row["cert_2_active"]) == ("true", "true", "false")
        assert (row["cert_1_last_rotated"], row["cert_2_last_rotated"]) == (instant(uploaded_at), "N/A")
        which = {"UserName": "jo", "CertificateId": made["Certificate"]["CertificateId"]}
        iam.call("UpdateSigningCertificate", **which, Status="Inactive")
        row = rows(iam)["jo"]
        assert (row["cert_1_active"], row["cert_1_last_rotated"]) == ("false", instant(uploaded_at))

    def test_access_keys_and_their_last_use(self, iam: Client, cloud: Driver) -> None:
        """IAM-022."""
        jo = iam.user("jo")
        iam.allow("jo", "sqs:ListQueues")
        first: Any = iam.call("CreateAccessKey", UserName="jo")["AccessKey"]
        made_at = cloud.now()
        cloud.advance(60)
        iam.call("CreateAccessKey", UserName="jo")
        row = rows(iam)["jo"]
        assert [row[f"access_key_1_{what}"] for what in ("active", "last_rotated", "last_used_date")] == [
            "true",
            instant(made_at),
            "N/A",
        ]
        assert row["access_key_2_last_rotated"] == instant(made_at + 60)
        signed = Principal("user", jo.arn, ACCOUNT, jo.id, first["AccessKeyId"])
        cloud.call("sqs", "ListQueues", principal=signed, region="eu-west-1")
        used_at = cloud.now()
        iam.call("UpdateAccessKey", UserName="jo", AccessKeyId=first["AccessKeyId"], Status="Inactive")
        row = rows(iam)["jo"]
        assert row["access_key_1_active"] == "false"
        assert [row[f"access_key_1_last_used_{what}"] for what in ("date", "region", "service")] == [
            instant(used_at),
            "eu-west-1",
            "sqs",
        ]
        assert row["access_key_2_last_used_date"] == "N/A"

    def test_a_row_for_each_user(self, iam: Client, cloud: Driver) -> None:
        """IAM-022. Names may have commas."""
        for name in ("al,bert", "jo", "zed"):
            iam.user(name)
        Client(cloud, "111122223333").user("other")
        assert list(rows(iam)) == [ROOT, "al,bert", "jo", "zed"]
