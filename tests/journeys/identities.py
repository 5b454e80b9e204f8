"""Who signs in the journeys of identity: clients of users and sessions, codes of devices, requests without an SDK."""

import base64
import hmac
import http.client
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.app.served import Served

ACCOUNT = "000000000000"
Credentials = Mapping[str, Any]
"""As CreateAccessKey and STS give them."""


def document(*statements: dict[str, Any]) -> str:
    """A policy; "Allow" where a statement does not say."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **each} for each in statements]})


def trusting(principal: Any, **condition: Any) -> str:
    """A trust policy: who may assume the role."""
    statement = {"Principal": principal, "Action": "sts:AssumeRole"}
    return document({**statement, "Condition": condition} if condition else statement)


def signing(server: Served, service: str, credentials: Credentials | None, **config: Any) -> Any:
    """A client that signs with these credentials; None: one that does not sign. `config`: more of botocore's Config."""
    options: dict[str, Any] = {"endpoint_url": server.url, "region_name": config.pop("region_name", "us-east-1")}
    if credentials is None:
        config["signature_version"] = UNSIGNED
    else:
        options |= {
            "aws_access_key_id": credentials["AccessKeyId"],
            "aws_secret_access_key": credentials["SecretAccessKey"],
            "aws_session_token": credentials.get("SessionToken"),
        }
    return boto3.client(service, config=Config(**{"retries": {"total_max_attempts": 1}, **config}), **options)


def root_of(server: Served) -> Credentials:
    """The root key pair of a strict server."""
    pair = server.root_key
    return {"AccessKeyId": pair["AWS_ACCESS_KEY_ID"], "SecretAccessKey": pair["AWS_SECRET_ACCESS_KEY"]}


def user(server: Served, name: str, *statements: dict[str, Any]) -> tuple[str, Credentials]:
    """The ARN and the key of a new user who may do what the statements say."""
    iam = signing(server, "iam", root_of(server))
    arn = iam.create_user(UserName=name)["User"]["Arn"]
    if statements:
        iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=document(*statements))
    return arn, iam.create_access_key(UserName=name)["AccessKey"]


def role(server: Served, name: str, trust: str, *statements: dict[str, Any]) -> str:
    """The ARN of a new role that may do what the statements say."""
    iam = signing(server, "iam", root_of(server))
    arn: str = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    if statements:
        iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(*statements))
    return arn


def assumed(server: Served, credentials: Credentials, arn: str, **params: Any) -> Credentials:
    """The credentials of a session of the role."""
    sts = signing(server, "sts", credentials)
    begun: Credentials = sts.assume_role(RoleArn=arn, RoleSessionName="journey", **params)["Credentials"]
    return begun


def refused(client: Any, operation: str, **params: Any) -> tuple[int, str]:
    """Status and code of the error that the call must have."""
    with pytest.raises(ClientError) as caught:
        getattr(client, operation)(**params)
    answer = caught.value.response
    return answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Code"]


def told(client: Any, operation: str, **params: Any) -> str:
    """The message of the error that the call must have."""
    with pytest.raises(ClientError) as caught:
        getattr(client, operation)(**params)
    message: str = caught.value.response["Error"]["Message"]
    return message


def trail(server: Served, event: str) -> list[dict[str, Any]]:
    """What CloudTrail's event history of the default account has of an operation, newest first."""
    # LookupEvents has two calls a second: the client waits, as everybody's does.
    cloudtrail = signing(server, "cloudtrail", root_of(server), retries={"mode": "standard", "max_attempts": 9})
    wanted = [{"AttributeKey": "EventName", "AttributeValue": event}]
    return [json.loads(each["CloudTrailEvent"]) for each in cloudtrail.lookup_events(LookupAttributes=wanted)["Events"]]


def fetch(
    method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Status and body of the answer to a request as a browser or curl makes it."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    try:
        connection.request(method, f"{parts.path or '/'}?{parts.query}", body, dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def code(seed: bytes, at: float) -> str:
    """What an authenticator app shows at an instant. Source: RFC 6238, section 4; RFC 4226, section 5.3."""
    key = base64.b32decode(seed + b"=" * (-len(seed) % 8))
    digest = hmac.digest(key, (int(at) // 30).to_bytes(8, "big"), "sha1")
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4], 'big') & 0x7FFF_FFFF) % 10**6:06d}"
