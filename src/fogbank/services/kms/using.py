"""What every cryptographic operation asks before it works, and says afterwards."""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import NotImplementedHere
from fogbank.services.kms import errors, finding, grants, rules
from fogbank.services.kms.events import KeyUsed
from fogbank.services.kms.records import Key
from fogbank.services.kms.specs import SECRET_FAMILIES, SPECS

# Cryptographic operations a second: the quota of a family of key specs, and its default.
# Source: Developer Guide, Request quotas; HMAC keys count as symmetric ones.
_QUOTAS: Mapping[str, tuple[str, int]] = {
    "symmetric": ("L-6E3AF000", 10_000),
    "hmac": ("L-6E3AF000", 10_000),
    "rsa": ("L-2AC98190", 1_000),
    "ecc": ("L-DC14942D", 1_000),
    "sm2": ("L-DC14942D", 1_000),
    "ml-dsa": ("cryptographic-operations-ml-dsa", 1_000),
    "ml-kem": ("cryptographic-operations-ml-kem", 1_000),
}
_SYMMETRIC = {
    **dict.fromkeys(("us-east-1", "us-west-2", "eu-west-1"), 100_000),
    **dict.fromkeys(
        ("us-east-2", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "eu-central-1", "eu-west-2"), 20_000
    ),
}


def take_turn(call: Call, family: str) -> None:
    """Count a call against the caller's quota, in virtual time.

    Errors: ThrottlingException.
    """
    code, default = _QUOTAS[family]
    if code == "L-6E3AF000":
        default = _SYMMETRIC.get(call.region, default)
    per_second = call.quota(code, default)
    if not call.kernel.rates.take((call.account, call.region, "kms", code), per_second, burst=per_second):
        raise errors.throttled()


def begin(call: Call, req: Mapping[str, Any], key: Key, usage: str, algorithm: str = "", operation: str = "") -> None:
    """Ask whether a key may be used so: rate, grant tokens, state, usage, algorithm.

    Errors: ThrottlingException, InvalidGrantTokenException, DisabledException, KMSInvalidStateException,
    InvalidKeyUsageException.
    """
    if "Recipient" in req:
        raise NotImplementedHere("kms", f"{call.operation} for a Recipient")
    take_turn(call, SPECS[key.spec].family)
    grants.check_tokens(call, req.get("GrantTokens", []))
    rules.check_state(key, call.operation)
    rules.check_usage(key, usage, operation or call.operation)
    if algorithm:
        rules.check_algorithm(key, algorithm)


def begin_named(call: Call, req: Mapping[str, Any], usage: str, algorithm: str = "") -> Key:
    """The key that a request names by KeyId, where it may be used so. Errors: as of `begin`, and no such key."""
    key = finding.key_at(call, req["KeyId"], aliases=True)
    begin(call, req, key, usage, algorithm)
    return key


def end(call: Call, req: Mapping[str, Any], *keys: Key, pair: str = "") -> None:
    """Everything has been asked: a dry run ends here, and anything else is on record.

    Errors: DryRunOperationException.
    """
    if req.get("DryRun"):
        raise errors.dry_run()
    for key in keys:
        asymmetric = SPECS[key.spec].family not in SECRET_FAMILIES
        call.tx.emit(KeyUsed(key.arn, call.operation, call.request_id, asymmetric, pair))
