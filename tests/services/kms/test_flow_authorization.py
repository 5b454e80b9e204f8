"""Who may use a key: key policy, policies of IAM, condition keys. KMS-002.

Source: Service Authorization Reference, AWS KMS; KMS Developer Guide, condition keys; the "Cross-account use" and
"Required permissions" of each operation in the API Reference.
"""

import json
from typing import Any

import pytest

from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import GUEST, Kms, allow, policy

ANN = f"arn:aws:iam::{ACCOUNT}:user/ann"
CONTEXT = {"EncryptionContext": {"team": "red"}}
# Operations on one key that others may be let in to. Source: "Cross-account use: Yes".
SHARED: dict[str, dict[str, Any]] = {
    "CreateGrant": {"GranteePrincipal": ANN, "Operations": ["Decrypt"]},
    "DescribeKey": {},
    "Encrypt": {"Plaintext": b"x"},
    "GenerateDataKey": {"KeySpec": "AES_256"},
    "GenerateDataKeyPair": {"KeyPairSpec": "ECC_NIST_P256"},
    "GenerateDataKeyPairWithoutPlaintext": {"KeyPairSpec": "ECC_NIST_P256"},
    "GenerateDataKeyWithoutPlaintext": {"KeySpec": "AES_256"},
    "GetKeyRotationStatus": {},
    "ListGrants": {},
}
# Source: "Cross-account use: No".
OWNERS: dict[str, dict[str, Any]] = {
    "CancelKeyDeletion": {},
    "DeleteImportedKeyMaterial": {},
    "DisableKey": {},
    "DisableKeyRotation": {},
    "EnableKey": {},
    "EnableKeyRotation": {},
    "GetKeyLastUsage": {},
    "GetKeyPolicy": {},
    "GetParametersForImport": {"WrappingAlgorithm": "RSAES_OAEP_SHA_1", "WrappingKeySpec": "RSA_2048"},
    "ImportKeyMaterial": {"ImportToken": b"x", "EncryptedKeyMaterial": b"x"},
    "ListKeyPolicies": {},
    "ListKeyRotations": {},
    "ListResourceTags": {},
    "PutKeyPolicy": {"Policy": policy()},
    "ReplicateKey": {"ReplicaRegion": "eu-west-1"},
    "RotateKeyOnDemand": {},
    "ScheduleKeyDeletion": {},
    "TagResource": {"Tags": [{"TagKey": "a", "TagValue": "b"}]},
    "UntagResource": {"TagKeys": ["a"]},
    "UpdateKeyDescription": {"Description": "x"},
    "UpdatePrimaryRegion": {"PrimaryRegion": "eu-west-1"},
}
# Operations on keys of other kinds.
PAIRS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "Decapsulate": (
        "ML_KEM_768",
        "ENCAPSULATE_DECAPSULATE",
        {"EncapsulationAlgorithm": "ML_KEM", "SharedSecretCiphertextBlob": bytes(1088)},
    ),
    "DeriveSharedSecret": ("ECC_NIST_P256", "KEY_AGREEMENT", {"KeyAgreementAlgorithm": "ECDH", "PublicKey": b"x"}),
    "Encapsulate": ("ML_KEM_768", "ENCAPSULATE_DECAPSULATE", {"EncapsulationAlgorithm": "ML_KEM"}),
    "GenerateMac": ("HMAC_256", "GENERATE_VERIFY_MAC", {"MacAlgorithm": "HMAC_SHA_256", "Message": b"m"}),
    "GetPublicKey": ("ECC_NIST_P256", "SIGN_VERIFY", {}),
    "Sign": ("ECC_NIST_P256", "SIGN_VERIFY", {"Message": b"m", "SigningAlgorithm": "ECDSA_SHA_256"}),
    "Verify": (
        "ECC_NIST_P256",
        "SIGN_VERIFY",
        {"Message": b"m", "SigningAlgorithm": "ECDSA_SHA_256", "Signature": b"s"},
    ),
    "VerifyMac": ("HMAC_256", "GENERATE_VERIFY_MAC", {"MacAlgorithm": "HMAC_SHA_256", "Message": b"m", "Mac": b"x"}),
}


@pytest.mark.parametrize("operation", SHARED)
def test_a_policy_lets_others_do_this_and_only_this(kms: Kms, operation: str) -> None:
    key, params = kms.key(), SHARED[operation]
    assert kms.code_of(operation, KeyId=key, account=GUEST, **params) == "AccessDenied"
    kms.call("PutKeyPolicy", KeyId=key, Policy=policy(allow(GUEST, "kms:RevokeGrant")))
    assert kms.code_of(operation, KeyId=key, account=GUEST, **params) == "AccessDenied"
    kms.call("PutKeyPolicy", KeyId=key, Policy=policy(allow(GUEST, f"kms:{operation}")))
    assert kms.code_of(operation, KeyId=key, account=GUEST, **params) == ""


@pytest.mark.parametrize("operation", PAIRS)
def test_keys_of_other_kinds(kms: Kms, operation: str) -> None:
    spec, usage, params = PAIRS[operation]
    key = kms.pair(spec, usage)
    assert kms.code_of(operation, KeyId=key, account=GUEST, **params) == "AccessDenied"
    kms.call("PutKeyPolicy", KeyId=key, Policy=policy(allow(GUEST, f"kms:{operation}")))
    assert kms.code_of(operation, KeyId=key, account=GUEST, **params) != "AccessDenied"


@pytest.mark.parametrize("operation", OWNERS)
def test_no_policy_lets_another_account_do_this(kms: Kms, operation: str) -> None:
    key = kms.key(Policy=policy(allow(GUEST, "kms:*")))
    assert kms.code_of(operation, KeyId=key, account=GUEST, **OWNERS[operation]) == "AccessDenied"


@pytest.mark.parametrize("operation", [*SHARED, *OWNERS])
def test_the_policy_may_leave_it_to_iam(kms: Kms, operation: str) -> None:
    """Source: Developer Guide, Default key policy: allows access to the account and enables IAM policies."""
    params = (SHARED | OWNERS)[operation]
    key = kms.key()
    nobody, somebody = kms.user("nobody"), kms.user("somebody", f"kms:{operation}", "kms:CreateKey")
    assert kms.code_of(operation, KeyId=key, by=nobody, **params) == "AccessDenied"
    assert kms.code_of(operation, KeyId=key, by=somebody, **params) != "AccessDenied"


def test_the_message(kms: Kms) -> None:
    key, ann = kms.key(), kms.user("ann")
    blob = kms.seal(key)
    error = kms.error("Decrypt", CiphertextBlob=blob, by=ann)
    assert (error.code, error.message) == (
        "AccessDenied",
        f"User: {ANN} is not authorized to perform: kms:Decrypt on resource: {key} because no identity-based policy "
        "allows the kms:Decrypt action",
    )


def test_a_policy_that_does_not_leave_it_to_iam(kms: Kms) -> None:
    """Source: Developer Guide, Key policies: unless the key policy allows it, policies of IAM have no effect."""
    ann, bob = kms.user("ann", "kms:*"), kms.user("bob")
    only_bob = json.dumps({"Version": "2012-10-17", "Statement": [allow(bob.arn, "kms:*")]})
    key = kms.key(Policy=only_bob, BypassPolicyLockoutSafetyCheck=True)
    asked = {"KeyId": key, "Plaintext": b"x"}
    assert kms.code_of("Encrypt", by=bob, **asked) == ""
    assert kms.code_of("Encrypt", by=ann, **asked) == "AccessDenied"
    assert kms.code_of("Encrypt", **asked) == "AccessDenied", "the account's root is no exception"


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("CreateKey", {}),
        ("ListKeys", {}),
        ("ListAliases", {}),
        ("GenerateRandom", {"NumberOfBytes": 1}),
        ("ListRetirableGrants", {"RetiringPrincipal": ANN}),
    ],
)
def test_operations_on_no_key(kms: Kms, operation: str, params: dict[str, Any]) -> None:
    nobody, somebody = kms.user("nobody"), kms.user("somebody", f"kms:{operation}")
    assert kms.code_of(operation, by=nobody, **params) == "AccessDenied"
    assert kms.code_of(operation, by=somebody, **params) == ""


def test_tags_of_a_new_key_are_a_permission_of_their_own(kms: Kms) -> None:
    """Source: API Reference, CreateKey, Required permissions."""
    ann = kms.user("ann", "kms:CreateKey")
    tags = [{"TagKey": "a", "TagValue": "b"}]
    assert kms.code_of("CreateKey", by=ann) == ""
    assert kms.code_of("CreateKey", by=ann, Tags=tags) == "AccessDenied"
    assert kms.code_of("CreateKey", by=kms.user("bob", "kms:CreateKey", "kms:TagResource"), Tags=tags) == ""


@pytest.mark.parametrize("operation", ["CreateAlias", "UpdateAlias", "DeleteAlias"])
def test_aliases_ask_for_the_alias_and_for_every_key(kms: Kms, operation: str) -> None:
    """Source: Developer Guide, Controlling access to aliases."""
    old, new = kms.key(), kms.key()
    if operation != "CreateAlias":
        kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=old)
    params = {"AliasName": "alias/app"} | ({} if operation == "DeleteAlias" else {"TargetKeyId": new})
    alias = f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/app"
    needed = {"CreateAlias": [alias, new], "UpdateAlias": [alias, old, new], "DeleteAlias": [alias, old]}[operation]
    for number, missing in enumerate(needed):
        ann = kms.user(f"ann{number}")
        put_user_policy(kms, ann.arn, f"kms:{operation}", [arn for arn in needed if arn != missing])
        assert kms.code_of(operation, by=ann, **params) == "AccessDenied", missing
    bob = kms.user("bob")
    put_user_policy(kms, bob.arn, f"kms:{operation}", needed)
    assert kms.code_of(operation, by=bob, **params) == ""


def put_user_policy(kms: Kms, arn: str, action: str, resources: list[str]) -> None:
    statement = {"Effect": "Allow", "Action": action, "Resource": resources}
    document = json.dumps({"Version": "2012-10-17", "Statement": statement})
    params = {"UserName": arn.rpartition("/")[2], "PolicyName": "p", "PolicyDocument": document}
    kms.cloud.call("iam", "PutUserPolicy", params)


KEYS: dict[str, tuple[str, dict[str, Any], str, dict[str, Any], dict[str, Any]]] = {
    # name: (operation, how the key is made, condition, what satisfies it, what does not)
    "context": (
        "Encrypt",
        {},
        '{"StringEquals": {"kms:EncryptionContext:team": "red"}}',
        {"Plaintext": b"x", **CONTEXT},
        {"Plaintext": b"x", "EncryptionContext": {"team": "blue"}},
    ),
    "context keys": (
        "GenerateDataKey",
        {},
        '{"ForAnyValue:StringEquals": {"kms:EncryptionContextKeys": "team"}}',
        {"KeySpec": "AES_256", **CONTEXT},
        {"KeySpec": "AES_256", "EncryptionContext": {"Team": "red"}},
    ),
    "encryption algorithm": (
        "Encrypt",
        {"KeySpec": "RSA_2048", "KeyUsage": "ENCRYPT_DECRYPT"},
        '{"StringEquals": {"kms:EncryptionAlgorithm": "RSAES_OAEP_SHA_256"}}',
        {"Plaintext": b"x", "EncryptionAlgorithm": "RSAES_OAEP_SHA_256"},
        {"Plaintext": b"x", "EncryptionAlgorithm": "RSAES_OAEP_SHA_1"},
    ),
    "default algorithm": (
        "Encrypt",
        {},
        '{"StringEquals": {"kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT"}}',
        {"Plaintext": b"x"},
        {"Plaintext": b"x", "EncryptionAlgorithm": "RSAES_OAEP_SHA_1"},
    ),
    "signing algorithm": (
        "Sign",
        {"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"},
        '{"StringLike": {"kms:SigningAlgorithm": "RSASSA_PSS_*"}}',
        {"Message": b"m", "SigningAlgorithm": "RSASSA_PSS_SHA_256"},
        {"Message": b"m", "SigningAlgorithm": "RSASSA_PKCS1_V1_5_SHA_256"},
    ),
    "message type": (
        "Sign",
        {"KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"},
        '{"StringEquals": {"kms:MessageType": "RAW"}}',
        {"Message": b"m" * 32, "SigningAlgorithm": "ECDSA_SHA_256"},
        {"Message": b"m" * 32, "SigningAlgorithm": "ECDSA_SHA_256", "MessageType": "DIGEST"},
    ),
    "mac algorithm": (
        "GenerateMac",
        {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"},
        '{"StringEquals": {"kms:MacAlgorithm": "HMAC_SHA_256"}}',
        {"Message": b"m", "MacAlgorithm": "HMAC_SHA_256"},
        {"Message": b"m", "MacAlgorithm": "HMAC_SHA_512"},
    ),
    "data key pair": (
        "GenerateDataKeyPair",
        {},
        '{"StringLike": {"kms:DataKeyPairSpec": "ECC_*"}}',
        {"KeyPairSpec": "ECC_NIST_P256"},
        {"KeyPairSpec": "RSA_2048"},
    ),
    "days until deletion": (
        "ScheduleKeyDeletion",
        {},
        '{"NumericGreaterThanEquals": {"kms:ScheduleKeyDeletionPendingWindowInDays": "30"}}',
        {},
        {"PendingWindowInDays": 7},
    ),
    "days between rotations": (
        "EnableKeyRotation",
        {},
        '{"NumericLessThan": {"kms:RotationPeriodInDays": "100"}}',
        {"RotationPeriodInDays": 90},
        {"RotationPeriodInDays": 365},
    ),
    "region of a replica": (
        "ReplicateKey",
        {"MultiRegion": True},
        '{"StringEquals": {"kms:ReplicaRegion": "eu-west-1"}}',
        {"ReplicaRegion": "eu-west-1"},
        {"ReplicaRegion": "eu-west-2"},
    ),
    "name of the policy": (
        "GetKeyPolicy",
        {},
        '{"StringEquals": {"kms:PolicyName": "default"}}',
        {},
        {"PolicyName": "other"},
    ),
}


@pytest.mark.parametrize("name", KEYS)
def test_condition_keys_of_the_request(kms: Kms, name: str) -> None:
    operation, kind, condition, right, wrong = KEYS[name]
    ann = kms.user("ann", "kms:CreateKey")
    statement = allow(ann.arn, f"kms:{operation}", Condition=json.loads(condition))
    key = kms.key(Policy=policy(statement), **kind)
    assert kms.code_of(operation, KeyId=key, by=ann, **wrong) == "AccessDenied"
    assert kms.code_of(operation, KeyId=key, by=ann, **right) == ""


@pytest.mark.parametrize(
    ("condition", "right", "wrong"),
    [
        ({"kms:KeySpec": "SYMMETRIC_DEFAULT"}, {}, {"KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"}),
        ({"kms:KeyUsage": "ENCRYPT_DECRYPT"}, {}, {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"}),
        ({"kms:KeyOrigin": "EXTERNAL"}, {"Origin": "EXTERNAL"}, {}),
        ({"kms:MultiRegionKeyType": "PRIMARY"}, {"MultiRegion": True}, {}),
    ],
)
def test_condition_keys_of_the_key(
    kms: Kms, condition: dict[str, str], right: dict[str, Any], wrong: dict[str, Any]
) -> None:
    ann = kms.user("ann")
    mine = policy(allow(ann.arn, "kms:DescribeKey", Condition={"StringEquals": condition}))
    for kind, code in ((right, ""), (wrong, "AccessDenied")):
        assert kms.code_of("DescribeKey", KeyId=kms.key(Policy=mine, **kind), by=ann) == code


def test_what_kind_of_key_may_be_made(kms: Kms) -> None:
    """Source: Developer Guide, condition keys, kms:KeySpec, kms:MultiRegion: the defaults count too."""
    ann = kms.user("ann")
    condition = {"StringEquals": {"kms:KeySpec": "SYMMETRIC_DEFAULT"}, "Bool": {"kms:MultiRegion": "false"}}
    statement = {"Effect": "Allow", "Action": "kms:CreateKey", "Resource": "*", "Condition": condition}
    document = json.dumps({"Version": "2012-10-17", "Statement": statement})
    kms.cloud.call("iam", "PutUserPolicy", {"UserName": "ann", "PolicyName": "p", "PolicyDocument": document})
    assert kms.code_of("CreateKey", by=ann) == ""
    for wrong in ({"KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"}, {"MultiRegion": True}):
        assert kms.code_of("CreateKey", by=ann, **wrong) == "AccessDenied"


def test_how_a_key_is_named_and_which_names_it_has(kms: Kms) -> None:
    """Source: Developer Guide, condition keys, kms:RequestAlias and kms:ResourceAliases."""
    ann, bob = kms.user("ann"), kms.user("bob")
    asked = {"StringEquals": {"kms:RequestAlias": "alias/app"}}
    named = {"ForAnyValue:StringLike": {"kms:ResourceAliases": "alias/app*"}}
    key = kms.key(
        Policy=policy(allow(ann.arn, "kms:Encrypt", Condition=asked), allow(bob.arn, "kms:Encrypt", Condition=named))
    )
    assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x", by=bob) == "AccessDenied"
    kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=key)
    assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x", by=bob) == ""
    assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x", by=ann) == "AccessDenied"
    assert kms.code_of("Encrypt", KeyId="alias/app", Plaintext=b"x", by=ann) == ""


def test_reencryption_on_the_same_key(kms: Kms) -> None:
    ann = kms.user("ann")
    condition = {"Bool": {"kms:ReEncryptOnSameKey": "true"}}
    mine = policy(allow(ann.arn, "kms:ReEncrypt*", Condition=condition))
    key, other = kms.key(Policy=mine), kms.key(Policy=mine)
    blob = kms.seal(key)
    assert kms.code_of("ReEncrypt", CiphertextBlob=blob, DestinationKeyId=key, by=ann) == ""
    assert kms.code_of("ReEncrypt", CiphertextBlob=blob, DestinationKeyId=other, by=ann) == "AccessDenied"


def test_tags_of_the_key(kms: Kms) -> None:
    """Source: Developer Guide, ABAC for AWS KMS."""
    ann = kms.user("ann")
    condition = {"StringEquals": {"aws:ResourceTag/team": "red"}}
    key = kms.key(Policy=policy(allow(ann.arn, "kms:Encrypt", Condition=condition)))
    assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x", by=ann) == "AccessDenied"
    kms.call("TagResource", KeyId=key, Tags=[{"TagKey": "team", "TagValue": "red"}])
    assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x", by=ann) == ""
