"""People for the tests of STS: users and roles of accounts, and clients that sign as them, or do not sign at all.

The clients are boto3's, and what they send goes through the whole pipeline of the test's cloud without a socket: so
credentials that STS gave are judged as the wire judges them.
"""

import asyncio
import json
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import Principal, root_of
from fogbank.wire.body import BytesBody
from fogbank.wire.message import Request
from tests.cloud import Driver
from tests.services.iam.client import Client, Device

HOME = "111122223333"
OTHER = "444455556666"
ENDPOINT = "http://127.0.0.1:4566"

Statement = dict[str, Any]


def document(*statements: Statement) -> str:
    """A policy; "Allow" where a statement does not say."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **each} for each in statements]})


def trusting(principal: Any, *actions: str, **condition: Any) -> str:
    """A trust policy with one statement."""
    statement: Statement = {"Principal": principal, "Action": list(actions) or "sts:AssumeRole"}
    return document({**statement, "Condition": condition} if condition else statement)


class _Raw:
    """The body of an answer, as botocore reads it."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: Any) -> Any:
        yield self._body


class World:
    """One cloud and those who live in it."""

    def __init__(self, cloud: Driver) -> None:
        self.cloud = cloud

    def user(self, name: str, *statements: Statement, account: str = HOME) -> Principal:
        """A new user who may do what the statements say."""
        iam = Client(self.cloud, account)
        user = iam.user(name)
        if statements:
            iam.call("PutUserPolicy", UserName=name, PolicyName="own", PolicyDocument=document(*statements))
        return user

    def role(self, name: str, trust: str, *statements: Statement, account: str = HOME, **params: Any) -> str:
        """The ARN of a new role which may do what the statements say."""
        iam = Client(self.cloud, account)
        role = iam.call("CreateRole", RoleName=name, AssumeRolePolicyDocument=trust, **params)["Role"]
        if statements:
            iam.call("PutRolePolicy", RoleName=name, PolicyName="own", PolicyDocument=document(*statements))
        return str(role["Arn"])

    def device(self, user: Principal) -> Device:
        """An MFA device in a user's hand."""
        device = Client(self.cloud, user.account).device()
        device.enable(user.arn.rpartition("/")[2])
        self.cloud.advance(60)  # the codes that tied it to the user are used up
        return device

    def call(self, operation: str, who: Principal | None = None, **params: Any) -> Any:
        """A call of STS; raises its error."""
        return self.cloud.call("sts", operation, params, principal=who or root_of(HOME))

    def error(self, operation: str, who: Principal | None = None, **params: Any) -> ServiceError:
        """The error of a call that must fail."""
        with pytest.raises(ServiceError) as caught:
            self.call(operation, who, **params)
        assert caught.value.status < 500, caught.value
        return caught.value

    def refused(self, operation: str, who: Principal | None = None, **params: Any) -> tuple[str, str]:
        """Code and message of the error of a call that must fail."""
        error = self.error(operation, who, **params)
        return error.query_code or error.code, error.message

    def key(self, user: Principal) -> dict[str, str]:
        """Lasting credentials of a user, as STS would write them."""
        name = user.arn.rpartition("/")[2]
        key: dict[str, str] = Client(self.cloud, user.account).call("CreateAccessKey", UserName=name)["AccessKey"]
        return key

    def client(self, service: str, credentials: dict[str, str] | None = None) -> Any:
        """A client that signs with these credentials, or does not sign; it retries nothing."""
        given = credentials or {}
        client = boto3.client(
            service,
            endpoint_url=ENDPOINT,
            region_name="us-east-1",
            aws_access_key_id=given.get("AccessKeyId", "none"),
            aws_secret_access_key=given.get("SecretAccessKey", "none"),
            aws_session_token=given.get("SessionToken"),
            config=Config(
                retries={"total_max_attempts": 1},
                parameter_validation=False,
                **({} if given else {"signature_version": UNSIGNED}),
            ),
        )
        client.meta.events.register("before-send", self._send)
        return client

    def _send(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        headers = {
            name.lower(): value.decode("latin-1") if isinstance(value, bytes) else value
            for name, value in request.headers.items()
        }
        headers.setdefault("host", ENDPOINT.partition("://")[2])
        path, _, query = request.url.removeprefix(ENDPOINT).partition("?")
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else body.read()

        async def serve() -> Any:
            answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
            self.cloud.cloud.kernel.pipeline.serve(
                Request(request.method, path, query, headers, BytesBody(body)), answered.set_result
            )
            return await asyncio.wait_for(answered, 30)

        answer = self.cloud.run(serve())
        return AWSResponse(request.url, answer.status, answer.headers, _Raw(answer.body))


def failure(error: ClientError) -> tuple[int, str, str]:
    """Status, code and message of an error that a client got."""
    answer = error.response
    return answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Code"], answer["Error"]["Message"]


def denied(client: Any, operation: str, **params: Any) -> tuple[int, str, str]:
    """Status, code and message of the error of a client's call that must fail."""
    with pytest.raises(ClientError) as caught:
        getattr(client, operation)(**params)
    return failure(caught.value)
