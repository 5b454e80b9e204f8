"""A small client of KMS for its tests: every call goes through the cloud's pipeline."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.quotas import Quota
from tests.cloud import ACCOUNT, REGION, Driver

DAY_S = 86_400.0
GUEST = "222222222222"
NOWHERE = "1234abcd-12ab-34cd-56ef-1234567890ab"
STATES = ("Enabled", "Disabled", "PendingDeletion", "PendingImport")


class Kms:
    """Calls of one account, and what its tests ask for again and again."""

    def __init__(self, cloud: Driver) -> None:
        self.cloud = cloud
        self.advance = cloud.advance
        self.now = cloud.now

    def call(
        self,
        operation: str,
        *,
        by: Principal | None = None,
        account: str = ACCOUNT,
        region: str = REGION,
        **params: Any,
    ) -> Any:
        """One call; raises its error."""
        return self.cloud.call("kms", operation, params, account=account, region=region, principal=by)

    def error(self, operation: str, **params: Any) -> ServiceError:
        """The error of a call that must fail."""
        with pytest.raises(ServiceError) as caught:
            self.call(operation, **params)
        assert caught.value.status < 500, caught.value
        return caught.value

    def code_of(self, operation: str, **params: Any) -> str:
        """The code of a call's error, or nothing where it goes well."""
        try:
            self.call(operation, **params)
        except ServiceError as error:
            return error.code
        return ""

    def key(self, **params: Any) -> str:
        """A new key's ARN."""
        return str(self.call("CreateKey", **params)["KeyMetadata"]["Arn"])

    def pair(self, spec: str, usage: str = "SIGN_VERIFY", **params: Any) -> str:
        """A new key's ARN."""
        return self.key(KeySpec=spec, KeyUsage=usage, **params)

    def describe(self, key: str, **options: Any) -> dict[str, Any]:
        """What DescribeKey tells."""
        told: dict[str, Any] = self.call("DescribeKey", KeyId=key, **options)["KeyMetadata"]
        return told

    def state(self, key: str, **options: Any) -> str:
        """A key's state."""
        return str(self.describe(key, **options)["KeyState"])

    def seal(self, key: str, data: bytes = b"secret", **params: Any) -> bytes:
        """A ciphertext."""
        blob: bytes = self.call("Encrypt", KeyId=key, Plaintext=data, **params)["CiphertextBlob"]
        return blob

    def open(self, blob: bytes, **params: Any) -> bytes:
        """The data of a ciphertext."""
        data: bytes = self.call("Decrypt", CiphertextBlob=blob, **params)["Plaintext"]
        return data

    def into(self, key: str, state: str) -> str:
        """The same key, now in a state. PendingImport is for those that were made so."""
        if state == "Disabled":
            self.call("DisableKey", KeyId=key)
        elif state == "PendingDeletion":
            self.call("ScheduleKeyDeletion", KeyId=key)
        assert self.state(key) == state
        return key

    def codes_by_state(self, operation: str, *, spec: dict[str, Any] | None = None, **params: Any) -> dict[str, str]:
        """What a key of each state answers to an operation."""
        spec = spec or {}
        keys = {
            state: self.into(self.key(**spec, **({"Origin": "EXTERNAL"} if state == "PendingImport" else {})), state)
            for state in STATES
        }
        return {state: self.code_of(operation, KeyId=key, **params) for state, key in keys.items()}

    def wrong_keys(self, operation: str, member: str = "KeyId", **params: Any) -> list[str]:
        """What an operation answers to a key that is not there, no id, of another region, no key; and to an alias."""
        alias = "alias/for-wrong-keys"
        if self.code_of("DescribeKey", KeyId=alias):
            self.call("CreateAlias", AliasName=alias, TargetKeyId=self.key())
        texts = {
            NOWHERE: f"Key 'arn:aws:kms:{REGION}:{ACCOUNT}:key/{NOWHERE}' does not exist",
            "nothing": "Invalid keyId 'nothing'",
            f"arn:aws:kms:eu-west-3:{ACCOUNT}:key/{NOWHERE}": "Invalid arn eu-west-3",
            "arn:aws:s3:::bucket": "Invalid arn arn:aws:s3:::bucket",
        }
        codes = []
        for wrong, text in texts.items():
            error = self.error(operation, **{member: wrong}, **params)
            assert error.message == text
            codes.append(error.code)
        aliases = (alias, f"arn:aws:kms:{REGION}:{ACCOUNT}:{alias}")
        return [*codes, *(self.code_of(operation, **{member: named}, **params) for named in aliases)]

    def set_quota(self, code: str, value: float) -> None:
        """Another quota for the default account."""
        kernel = self.cloud.cloud.kernel  # no call of ours sets a quota until Service Quotas is there
        tx = kernel.store.begin(kernel.clock.now())
        tx.put(Quota(ACCOUNT, REGION, "kms", code, value))
        kernel.store.apply(tx)

    def user(self, name: str, *actions: str, account: str = ACCOUNT) -> Principal:
        """A user of IAM who may do these actions on everything."""
        made = self.cloud.call("iam", "CreateUser", {"UserName": name}, account=account)["User"]
        if actions:
            document = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": actions, "Resource": "*"}}
            params = {"UserName": name, "PolicyName": "p", "PolicyDocument": json.dumps(document)}
            self.cloud.call("iam", "PutUserPolicy", params, account=account)
        return Principal("user", made["Arn"], account, made["UserId"])


def policy(*statements: dict[str, Any]) -> str:
    """A key policy that leaves the owner's account everything, and says this beside."""
    own = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "kms:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [own, *statements]})


def allow(principal: str, *actions: str, **others: Any) -> dict[str, Any]:
    """A statement of a key policy."""
    return {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": actions, "Resource": "*", **others}


WITHOUT_ALIASES = [*["NotFoundException"] * 3, "InvalidArnException", "NotFoundException", "InvalidArnException"]
"""What `wrong_keys` gives for an operation that takes no aliases."""
WITH_ALIASES = [*["NotFoundException"] * 3, "InvalidArnException", "", ""]
"""What it gives for one that takes them."""


@pytest.fixture
def kms(cloud: Driver) -> Kms:
    """KMS of one cloud."""
    return Kms(cloud)
