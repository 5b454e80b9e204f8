"""AWS managed keys. Source: KMS Developer Guide, AWS managed keys, kms:ViaService, kms:CallerAccount."""

import json

from fogbank.kernel.call import Call
from fogbank.kernel.identity.principal import root_of
from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import GUEST, Kms


def test_only_through_its_service(kms: Kms) -> None:
    key = kms.describe("alias/aws/s3")["Arn"]
    document = json.loads(kms.call("GetKeyPolicy", KeyId=key)["Policy"])
    through, metadata = document["Statement"]
    assert through["Condition"] == {
        "StringEquals": {"kms:CallerAccount": ACCOUNT, "kms:ViaService": f"s3.{REGION}.amazonaws.com"}
    }
    assert metadata["Action"] == ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"]
    for operation, params in {
        "Encrypt": {"Plaintext": b"x"},
        "GenerateDataKey": {"KeySpec": "AES_256"},
        "DisableKey": {},
        "ScheduleKeyDeletion": {},
        "PutKeyPolicy": {"Policy": "{}"},
        "UpdateKeyDescription": {"Description": "x"},
        "TagResource": {"Tags": []},
        "DisableKeyRotation": {},
    }.items():
        assert kms.code_of(operation, KeyId=key, **params) == "AccessDenied", operation
    assert kms.code_of("CreateAlias", AliasName="alias/mine", TargetKeyId=key) == "AccessDenied"


def test_each_account_and_region_has_its_own(kms: Kms) -> None:
    arns = {
        kms.describe("alias/aws/sqs", account=account, region=region)["Arn"]
        for account in (ACCOUNT, GUEST)
        for region in (REGION, "eu-west-1")
    }
    assert len(arns) == 4


def test_a_call_of_the_service_makes_the_key_and_may_use_it(kms: Kms) -> None:
    """KMS-003, KMS-008: GenerateDataKey and Decrypt within another service's transaction, on the user's behalf."""
    kernel = kms.cloud.cloud.kernel
    user = root_of(ACCOUNT)
    outer = Call(kernel, "s3", "PutObject", user, REGION)
    outer.tx = kernel.store.begin(kernel.clock.now(), ACCOUNT, REGION)
    made = outer.invoke("kms", "GenerateDataKey", {"KeyId": "alias/aws/s3", "KeySpec": "AES_256"}, as_=user)
    again = outer.invoke("kms", "Decrypt", {"CiphertextBlob": made["CiphertextBlob"]}, as_=user)
    assert again["Plaintext"] == made["Plaintext"]
    kernel.store.apply(outer.tx)
    assert kms.describe("alias/aws/s3")["Arn"] == made["KeyId"]
