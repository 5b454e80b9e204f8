"""What a request may ask of a key in its state, of its usage and spec; tags; descriptions. Pure."""

import re
from collections.abc import Mapping, Sequence

from fogbank.kernel.call import Call
from fogbank.services.kms import errors
from fogbank.services.kms._shapes import Tag
from fogbank.services.kms.records import Key
from fogbank.services.kms.specs import CHINA_ONLY, ENCRYPTION, NOT_IN_CHINA, SPECS, SYMMETRIC

_TAGS_MAX = 50
_GRANT_ID = re.compile("[0-9a-f]{64}")
_WORDS = {
    "PendingDeletion": "pending deletion",
    "PendingReplicaDeletion": "pending replica deletion",
    "PendingImport": "pending import",
}
# Which states each operation refuses. Operations that are not here work in every state.
# Source: KMS Developer Guide, Key states of AWS KMS keys, Key state table. (A key is never Creating, Updating or
# Unavailable here.)
_DELETED = frozenset({"PendingDeletion", "PendingReplicaDeletion"})
_CRYPTOGRAPHIC = frozenset({"Disabled", "PendingImport"}) | _DELETED
_REFUSED: Mapping[str, frozenset[str]] = {
    "CancelKeyDeletion": frozenset({"Enabled", "Disabled", "PendingImport"}),
    "CreateAlias": _DELETED,
    "CreateGrant": _CRYPTOGRAPHIC,
    "Decapsulate": _CRYPTOGRAPHIC,
    "Decrypt": _CRYPTOGRAPHIC,
    "DeriveSharedSecret": _CRYPTOGRAPHIC,
    "DisableKey": _DELETED | {"PendingImport"},
    "DisableKeyRotation": _DELETED | {"Disabled"},
    "EnableKey": _DELETED | {"PendingImport"},
    "EnableKeyRotation": _DELETED | {"Disabled"},
    "Encapsulate": _CRYPTOGRAPHIC,
    "Encrypt": _CRYPTOGRAPHIC,
    "GenerateDataKey": _CRYPTOGRAPHIC,
    "GenerateDataKeyPair": _CRYPTOGRAPHIC,
    "GenerateDataKeyPairWithoutPlaintext": _CRYPTOGRAPHIC,
    "GenerateDataKeyWithoutPlaintext": _CRYPTOGRAPHIC,
    "GenerateMac": _CRYPTOGRAPHIC,
    "GetParametersForImport": _DELETED,
    "GetPublicKey": _CRYPTOGRAPHIC,
    "ImportKeyMaterial": _DELETED,
    "ReEncrypt": _CRYPTOGRAPHIC,
    "ReplicateKey": _CRYPTOGRAPHIC,
    "RotateKeyOnDemand": _CRYPTOGRAPHIC,
    "ScheduleKeyDeletion": _DELETED,
    "Sign": _CRYPTOGRAPHIC,
    "TagResource": _DELETED,
    "UntagResource": _DELETED,
    "UpdateAlias": _DELETED,
    "UpdateKeyDescription": _DELETED,
    "UpdatePrimaryRegion": _CRYPTOGRAPHIC,
    "Verify": _CRYPTOGRAPHIC,
    "VerifyMac": _CRYPTOGRAPHIC,
}


def check_state(key: Key, operation: str) -> None:
    """Errors: DisabledException, KMSInvalidStateException."""
    if key.state not in _REFUSED.get(operation, ()):
        return
    if operation == "CancelKeyDeletion":
        raise errors.in_state(key.arn, "not pending deletion")
    if key.state == "Disabled":
        raise errors.disabled(key.arn)
    raise errors.in_state(key.arn, _WORDS[key.state])


def check_usage(key: Key, usage: str, operation: str) -> None:
    """Errors: InvalidKeyUsageException."""
    if key.usage != usage:
        raise errors.wrong_usage(key.arn, key.usage, operation)


def check_algorithm(key: Key, algorithm: str) -> None:
    """Errors: InvalidKeyUsageException."""
    if algorithm not in SPECS[key.spec].algorithms[key.usage]:
        raise errors.wrong_algorithm(algorithm, key.spec)


def check_symmetric(key: Key) -> None:
    """Only symmetric encryption keys encrypt data keys.

    Errors: InvalidKeyUsageException.
    """
    if key.spec != SYMMETRIC:
        raise errors.no_data_key_from_pairs()


def check_new_spec(call: Call, spec: str, usage: str | None) -> str:
    """The usage of a key that is to be made with this spec.

    Errors: ValidationException, UnsupportedOperationException.
    Source: API Reference, CreateKey, KeySpec and KeyUsage; texts as observed where they say KeyUsage.
    """
    china = call.partition == "aws-cn"
    if spec in (NOT_IN_CHINA if china else CHINA_ONLY):
        raise errors.unsupported(f"KeySpec {spec} is not supported in this Region.")
    if usage is None:
        if spec != SYMMETRIC:
            raise errors.invalid(
                "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys."
            )
        return ENCRYPTION
    if usage not in SPECS[spec].algorithms:
        raise errors.invalid(f"KeyUsage {usage} is not compatible with KeySpec {spec}")
    return usage


def check_grant_id(grant_id: str) -> None:
    """Errors: InvalidGrantIdException. Source: API Reference, RetireGrant, GrantId (64 hexadecimal digits)."""
    if _GRANT_ID.fullmatch(grant_id) is None:
        raise errors.bad_grant_id(grant_id)


def tags_of(tags: Sequence[Tag]) -> dict[str, str]:
    """Tags of a request as a mapping.

    Errors: TagException.
    Source: API Reference, TagException; Developer Guide, Tags in AWS KMS. The texts are ours.
    """
    found: dict[str, str] = {}
    for tag in tags:
        name, value = tag["TagKey"], tag["TagValue"]
        if name in found:
            raise errors.bad_tags("Duplicate tag keys")
        if name.lower().startswith("aws:"):
            raise errors.bad_tags("aws: prefixed tag key names are not allowed for external use.")
        found[name] = value
    return found


def check_tag_count(tags: Mapping[str, str]) -> None:
    """Errors: LimitExceededException."""
    if len(tags) > _TAGS_MAX:
        raise errors.limit(f"A KMS key can have at most {_TAGS_MAX} tags.")


def page_size(limit: int, limit_max: int) -> int:
    """How many rows a page may have where the model allows more than the operation.

    Errors: ValidationException. The form is that of all broken constraints.
    """
    if limit > limit_max:
        raise errors.invalid(
            f"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have "
            f"value less than or equal to {limit_max}"
        )
    return limit
