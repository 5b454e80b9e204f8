"""boto3 with MFA devices, passwords, providers, certificates, reports (IAM-008, IAM-022, IAM-030)."""

import base64
import csv
import io
import json
import time
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.app.served import Served
from tests.journeys.conftest import Client
from tests.services.iam import saml
from tests.services.iam.client import totp

DEADLINE_S = 20


@pytest.fixture(scope="module")
def iam(client: Client) -> Any:
    return client("iam")


def until(ask: Any, done: Any) -> Any:
    """Ask again until the answer is the one that is waited for."""
    ends_at = time.monotonic() + DEADLINE_S
    while not done(answer := ask()):
        assert time.monotonic() < ends_at, answer
        time.sleep(0.2)
    return answer


def code(caught: pytest.ExceptionInfo[ClientError]) -> str:
    return str(caught.value.response["Error"]["Code"])


def test_mfa_opens_what_a_policy_closes(iam: Any, server: Served) -> None:
    """IAM-008, IAM-030."""
    iam.create_user(UserName="jo")
    statement = {
        "Effect": "Allow",
        "Action": "iam:ListUsers",
        "Resource": "*",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName="jo", PolicyName="mfa", PolicyDocument=document)
    made = iam.create_virtual_mfa_device(VirtualMFADeviceName="phone")["VirtualMFADevice"]
    assert made["QRCodePNG"].startswith(b"\x89PNG")
    serial, seed = made["SerialNumber"], made["Base32StringSeed"]
    with pytest.raises(iam.exceptions.InvalidAuthenticationCodeException):
        iam.enable_mfa_device(
            UserName="jo", SerialNumber=serial, AuthenticationCode1="000000", AuthenticationCode2="000001"
        )
    now = time.time()
    codes = {"AuthenticationCode1": totp(seed, now - 30), "AuthenticationCode2": totp(seed, now)}
    iam.enable_mfa_device(UserName="jo", SerialNumber=serial, **codes)
    [listed] = iam.list_mfa_devices(UserName="jo")["MFADevices"]
    assert listed["SerialNumber"] == serial

    def session(keys: dict[str, str]) -> Any:
        return boto3.Session(
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys.get("SessionToken"),
            region_name="us-east-1",
        )

    plain = session(iam.create_access_key(UserName="jo")["AccessKey"])
    with pytest.raises(ClientError) as caught:
        plain.client("iam", endpoint_url=server.url).list_users()
    assert code(caught) == "AccessDenied"
    sts = plain.client("sts", endpoint_url=server.url)
    proof = {"SerialNumber": serial, "TokenCode": totp(seed, time.time() + 30)}
    keys = sts.get_session_token(**proof)["Credentials"]
    assert session(keys).client("iam", endpoint_url=server.url).list_users()["Users"]
    with pytest.raises(ClientError) as caught:
        sts.get_session_token(**proof)
    assert code(caught) == "AccessDenied", "a code counts once"


def test_the_report_of_credentials(iam: Any) -> None:
    """IAM-022."""
    iam.create_user(UserName="al")
    iam.create_login_profile(UserName="al", Password="Correct-horse-1")
    until(iam.generate_credential_report, lambda answer: answer["State"] == "COMPLETE")
    report = iam.get_credential_report()
    rows = {row["user"]: row for row in csv.DictReader(io.StringIO(report["Content"].decode()))}
    assert (report["ReportFormat"], rows["al"]["password_enabled"]) == ("text/csv", "true")
    assert rows["<root_account>"]["password_enabled"] == "not_supported"


def test_last_accessed_services(iam: Any) -> None:
    arn = iam.create_user(UserName="reader")["User"]["Arn"]
    iam.attach_user_policy(UserName="reader", PolicyArn="arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess")
    job = iam.generate_service_last_accessed_details(Arn=arn)["JobId"]
    report = until(
        lambda: iam.get_service_last_accessed_details(JobId=job), lambda answer: answer["JobStatus"] == "COMPLETED"
    )
    assert "sqs" in [row["ServiceNamespace"] for row in report["ServicesLastAccessed"]]


def test_providers_certificates_keys(iam: Any) -> None:
    provider = iam.create_saml_provider(Name="corp", SAMLMetadataDocument=saml.metadata())["SAMLProviderArn"]
    told = iam.get_saml_provider(SAMLProviderArn=provider)
    assert told["SAMLMetadataDocument"] == saml.metadata()
    issuer = iam.create_open_id_connect_provider(Url="https://idp.example.com", ClientIDList=["app"])
    assert iam.get_open_id_connect_provider(OpenIDConnectProviderArn=issuer["OpenIDConnectProviderArn"])["Url"] == (
        "idp.example.com"
    )
    pair = {"CertificateBody": saml.pem(saml.certificate()), "PrivateKey": saml.key_pem()}
    iam.upload_server_certificate(ServerCertificateName="web", **pair)
    metadata = iam.get_server_certificate(ServerCertificateName="web")["ServerCertificate"]["ServerCertificateMetadata"]
    assert metadata["Expiration"] == saml.certificate().not_valid_after_utc
    iam.create_user(UserName="dev")
    key = iam.upload_ssh_public_key(UserName="dev", SSHPublicKeyBody=saml.public_ssh())["SSHPublicKey"]
    assert key["Fingerprint"].count(":") == 15
    secret = iam.create_service_specific_credential(UserName="dev", ServiceName="bedrock.amazonaws.com")
    secret = secret["ServiceSpecificCredential"]["ServiceCredentialSecret"]
    assert base64.b64decode(secret.removeprefix("ABSK"))


def test_the_summary_and_the_linked_role(iam: Any) -> None:
    iam.create_account_alias(AccountAlias="acme")
    [alias] = [
        alias for page in iam.get_paginator("list_account_aliases").paginate() for alias in page["AccountAliases"]
    ]
    assert (alias, iam.get_account_summary()["SummaryMap"]["UsersQuota"]) == ("acme", 5000)
    role = iam.create_service_linked_role(AWSServiceName="spot.amazonaws.com")["Role"]
    assert role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": ["spot.amazonaws.com"]}
    task = iam.delete_service_linked_role(RoleName=role["RoleName"])["DeletionTaskId"]
    until(
        lambda: iam.get_service_linked_role_deletion_status(DeletionTaskId=task),
        lambda answer: answer["Status"] == "SUCCEEDED",
    )
    with pytest.raises(iam.exceptions.NoSuchEntityException):
        iam.get_role(RoleName=role["RoleName"])
