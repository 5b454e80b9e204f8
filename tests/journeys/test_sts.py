"""boto3 against STS of a strict server: roles, federation from outside, and what becomes of the credentials."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.app.served import Served, served
from tests.journeys.conftest import Client
from tests.services.sts import saml_idp
from tests.services.sts.oidc_issuer import Issuer, issuing
from tests.services.sts.world import document, failure, trusting

ACCOUNT = "000000000000"
ALL_QUEUES = document({"Action": "sqs:*", "Resource": "*"})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server where nobody is let in who was not given a key."""
    with served("--auth", "strict", data=tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def iam(client: Client) -> Any:
    return client("iam")


def now(server: Served) -> float:
    """The time of the cloud."""
    instant: float = server.admin("clock")["now"]
    return instant


def within(server: Served, service: str, credentials: dict[str, Any]) -> Any:
    """A client that signs with temporary credentials."""
    return boto3.client(
        service,
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials.get("SessionToken"),
        config=Config(retries={"total_max_attempts": 1}),
    )


def unsigned(server: Served) -> Any:
    return boto3.client(
        "sts", endpoint_url=server.url, region_name="us-east-1", config=Config(signature_version=UNSIGNED)
    )


def refused(client: Any, operation: str, **params: Any) -> tuple[int, str]:
    with pytest.raises(ClientError) as caught:
        getattr(client, operation)(**params)
    return failure(caught.value)[:2]


def role(iam: Any, name: str, trust: str, policy: str = ALL_QUEUES) -> str:
    arn: str = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy)
    return arn


def test_a_user_enters_a_role(server: Served, iam: Any) -> None:
    """STS-001, STS-002, STS-005, STS-008, STS-009."""
    alice = iam.create_user(UserName="alice")["User"]["Arn"]
    key = iam.create_access_key(UserName="alice")["AccessKey"]
    arn = role(iam, "queues", trusting({"AWS": alice}))
    sts = within(server, "sts", key)
    assert refused(within(server, "sqs", key), "list_queues") == (403, "AccessDenied")
    begun = sts.assume_role(RoleArn=arn, RoleSessionName="morning", DurationSeconds=900)["Credentials"]
    who = within(server, "sts", begun).get_caller_identity()
    assert who["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/queues/morning"
    sqs = within(server, "sqs", begun)
    assert sqs.create_queue(QueueName="jobs")["QueueUrl"]
    stripped = {name: value for name, value in begun.items() if name != "SessionToken"}
    assert refused(within(server, "sqs", stripped), "list_queues") == (403, "InvalidClientTokenId")
    iam.delete_role_policy(RoleName="queues", PolicyName="own")
    assert refused(sqs, "list_queues") == (403, "AccessDenied")
    iam.put_role_policy(RoleName="queues", PolicyName="own", PolicyDocument=ALL_QUEUES)
    assert sqs.list_queues()
    server.advance(901)
    assert refused(sqs, "list_queues")[1] in ("ExpiredToken", "ExpiredTokenException")


def test_a_web_identity_as_a_pod_has_it(
    server: Served, iam: Any, issuer: Issuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """STS-006, FED-005: a token in a file, which the client itself swaps, as on EKS."""
    provider = iam.create_open_id_connect_provider(Url=issuer.url, ClientIDList=["app"])["OpenIDConnectProviderArn"]
    subject = {f"{issuer.name}:sub": "system:serviceaccount:default:app"}
    trust = trusting({"Federated": provider}, "sts:AssumeRoleWithWebIdentity", StringEquals=subject)
    arn = role(iam, "pod", trust)
    token = issuer.token(now(server), sub="system:serviceaccount:default:app")
    alone = {"AccessKeyId": token[:20], "SecretAccessKey": token[-40:], "SessionToken": token}
    assert refused(within(server, "sqs", alone), "list_queues")[0] == 403
    (tmp_path / "token").write_text(token)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
    monkeypatch.setenv("AWS_ROLE_ARN", arn)
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", str(tmp_path / "token"))
    sqs = boto3.Session(region_name="us-east-1").client("sqs")
    assert sqs.create_queue(QueueName="from-a-pod")["QueueUrl"]
    monkeypatch.delenv("AWS_WEB_IDENTITY_TOKEN_FILE")
    asked = {"RoleArn": arn, "RoleSessionName": "pod"}
    sts = unsigned(server)
    for claims, refusal in (
        ({"aud": "other"}, (400, "InvalidIdentityToken")),
        ({"exp": int(now(server)) - 1}, (400, "ExpiredTokenException")),
        ({"sub": "somebody else"}, (403, "AccessDenied")),
    ):
        wrong = issuer.token(now(server), **claims)
        assert refused(sts, "assume_role_with_web_identity", WebIdentityToken=wrong, **asked) == refusal


def test_people_of_a_directory(server: Served, iam: Any) -> None:
    """STS-007, FED-001, FED-004: an assertion for each group, and one with a wrong key."""
    provider = iam.create_saml_provider(Name="corp", SAMLMetadataDocument=saml_idp.metadata())["SAMLProviderArn"]
    trust = trusting({"Federated": provider}, "sts:AssumeRoleWithSAML", StringEquals={"SAML:aud": saml_idp.SIGN_IN})
    arn = role(iam, "staff", trust)
    said = {
        f"{saml_idp.OURS}Role": (f"{arn},{provider}",),
        f"{saml_idp.OURS}RoleSessionName": ("jo@example.com",),
    }
    response = saml_idp.response(now(server), said)
    asked = {"RoleArn": arn, "PrincipalArn": provider}
    sts = unsigned(server)
    begun = sts.assume_role_with_saml(SAMLAssertion=saml_idp.signed(response), **asked)
    assert begun["AssumedRoleUser"]["Arn"].endswith("assumed-role/staff/jo@example.com")
    assert within(server, "sqs", begun["Credentials"]).list_queues()
    forged = saml_idp.signed(response, key="mallory")
    assert refused(sts, "assume_role_with_saml", SAMLAssertion=forged, **asked) == (400, "InvalidIdentityToken")


def test_a_broker_gives_others_a_part(server: Served, iam: Any) -> None:
    """GetFederationToken and GetSessionToken over the wire."""
    iam.create_user(UserName="broker")
    key = iam.create_access_key(UserName="broker")["AccessKey"]
    mine = document({"Action": ["sts:GetFederationToken", "sqs:*"], "Resource": "*"})
    iam.put_user_policy(UserName="broker", PolicyName="own", PolicyDocument=mine)
    sts = within(server, "sts", key)
    part = document({"Action": "sqs:ListQueues", "Resource": "*"})
    begun = sts.get_federation_token(Name="guest", Policy=part)["Credentials"]
    sqs = within(server, "sqs", begun)
    assert sqs.list_queues()
    assert refused(sqs, "create_queue", QueueName="guests") == (403, "AccessDenied")
    session = sts.get_session_token()["Credentials"]
    assert within(server, "sqs", session).create_queue(QueueName="own")["QueueUrl"]
    assert refused(within(server, "sts", session), "get_session_token") == (403, "AccessDenied")
