"""A small client of IAM for tests of credentials: calls of an account's root or of its users, through the pipeline."""

import base64
import hmac
import json
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import Principal, Session
from tests.cloud import ACCOUNT, Driver


def totp(seed: bytes, at: float) -> str:
    """The code of an authenticator app at an instant, written from RFC 6238 beside the service's own."""
    key = base64.b32decode(seed + b"=" * (-len(seed) % 8))
    digest = hmac.digest(key, (int(at) // 30).to_bytes(8, "big"), "sha1")
    place = digest[19] & 15
    return str(int.from_bytes(digest[place : place + 4], "big") % 2**31 % 10**6).rjust(6, "0")


class Client:
    """IAM of one account."""

    def __init__(self, cloud: Driver, account: str = ACCOUNT) -> None:
        self.cloud = cloud
        self.account = account

    def call(self, operation: str, *, as_: Principal | None = None, **params: Any) -> Any:
        """One call; raises its error."""
        return self.cloud.call("iam", operation, params, account=self.account, principal=as_)

    def error(self, operation: str, *, as_: Principal | None = None, **params: Any) -> ServiceError:
        """The error of a call that must fail."""
        with pytest.raises(ServiceError) as caught:
            self.call(operation, as_=as_, **params)
        assert caught.value.status < 500, caught.value
        return caught.value

    def refused(self, operation: str, *, as_: Principal | None = None, **params: Any) -> tuple[str, str]:
        """Code and message of the error of a call that must fail."""
        error = self.error(operation, as_=as_, **params)
        return error.query_code or error.code, error.message

    def user(self, name: str, *, with_mfa: bool = False) -> Principal:
        """A new user, as a principal."""
        user = self.call("CreateUser", UserName=name)["User"]
        facts = {"aws:multifactorauthpresent": "true"}
        session = Session(user["Arn"], facts=facts) if with_mfa else None
        return Principal("user", user["Arn"], self.account, user["UserId"], session=session)

    def allow(self, user: str, *actions: str) -> None:
        """Let a user do these actions on everything."""
        statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self.call("PutUserPolicy", UserName=user, PolicyName="allowed", PolicyDocument=document)

    def device(self, name: str = "phone", **params: Any) -> "Device":
        """A new virtual MFA device."""
        made = self.call("CreateVirtualMFADevice", VirtualMFADeviceName=name, **params)["VirtualMFADevice"]
        return Device(self, made["SerialNumber"], made["Base32StringSeed"])


class Device:
    """A virtual MFA device in somebody's hand."""

    def __init__(self, iam: Client, serial: str, seed: bytes) -> None:
        self.iam = iam
        self.serial = serial
        self.seed = seed

    def codes(self, late_s: float = 0.0) -> dict[str, str]:
        """Two successive codes, of which the second is the one of now, or of a while ago."""
        now = self.iam.cloud.now() - late_s
        return {"AuthenticationCode1": totp(self.seed, now - 30), "AuthenticationCode2": totp(self.seed, now)}

    def enable(self, user: str) -> None:
        """Tie it to a user."""
        self.iam.call("EnableMFADevice", UserName=user, SerialNumber=self.serial, **self.codes())
