"""The policy of a browser's POST to S3: who signed it, and whether the form keeps to it.

Reading the form is in `form.py`. No clock is read in this room.
"""

import binascii
import hmac
import re
from base64 import b64decode
from calendar import timegm
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from fogbank.kernel.errors import ServiceError
from fogbank.wire import claims, signing, signing_v2
from fogbank.wire.claims import Claim
from fogbank.wire.form import Form, parse_form

__all__ = ["Form", "Policy", "check_policy", "check_signature", "form_claim", "parse_form"]

FREE = frozenset({"x-amz-signature", "policy", "file", "signature", "awsaccesskeyid"})
"""Fields that no condition has to cover, besides "x-ignore-" ones."""
COMPARED = ("eq", "starts-with")
SIZE_RANGE = "content-length-range"
POLICY_PARTS = 2

_EXPIRATION = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?Z").fullmatch


class Policy:
    """What of a policy is left to be held to once its conditions are met."""

    __slots__ = ("size_range",)

    def __init__(self, size_range: tuple[int, int] | None) -> None:
        self.size_range = size_range


def form_claim(fields: Mapping[str, str]) -> Claim | None:
    """Who signed the form; None for an anonymous one (no policy).

    Errors: InvalidArgument, InvalidRequest, AuthorizationQueryParametersError.
    Source: S3 API Reference, Browser-Based Uploads Using POST, Calculating a Signature.
    """
    if "policy" not in fields:
        return None
    if "awsaccesskeyid" in fields and "x-amz-signature" not in fields:
        return signing_v2.from_form(fields)
    for name in ("X-Amz-Signature", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date"):
        if not fields.get(name.lower()):
            raise _missing_field(name)
    return claims.from_form(
        fields["x-amz-algorithm"],
        fields["x-amz-credential"],
        fields["x-amz-date"],
        fields["x-amz-signature"],
        fields.get("x-amz-security-token"),
    )


def check_signature(fields: Mapping[str, str], claim: Claim, secret: str) -> None:
    """Verify the signature over the policy.

    Errors: SignatureDoesNotMatch.
    """
    text = fields["policy"]
    if claim.version == 2:
        signing_v2.compare(text, claim, secret)
        return
    key = signing.claimed_key(claim, secret)
    if not hmac.compare_digest(hmac.digest(key, text.encode(), "sha256").hex(), claim.signature):
        raise signing.mismatch(claim, text.encode().decode("latin-1"), None)


def check_policy(
    fields: Mapping[str, str], *, bucket: str, now: float, at_wall: Callable[[float], float] | None = None
) -> Policy:
    """Hold a form to its policy.

    `now` is virtual time; `at_wall` turns the instant on the client's clock at which the policy expires into virtual
    time. The size of the file is the caller's to limit: `form.file.limit(*policy.size_range)`.
    Errors: InvalidPolicyDocument; AccessDenied "Invalid according to Policy: ...".
    Source: S3 API Reference, POST Policy.
    """
    expires_at, conditions = _read(fields["policy"])
    if now > (expires_at if at_wall is None else at_wall(expires_at)):
        raise _against("Policy expired.")
    if "key" not in fields:
        raise _missing_field("key")
    given = {**fields, "bucket": bucket}
    covered: set[str] = set()
    size_range: tuple[int, int] | None = None
    for condition in conditions:
        kind, name, value = _condition(condition)
        if kind == SIZE_RANGE:
            size_range = int(name), int(value)
            continue
        name = name.lower()
        covered.add(name)
        if not _met(kind, name, value, given.get(name)):
            spelled = orjson.dumps([kind, f"${name}", value]).decode().replace('","', '", "')
            raise _against(f"Policy Condition failed: {spelled}")
    extra = [name for name in fields if name not in covered and name not in FREE and not name.startswith("x-ignore-")]
    if extra:
        raise _against(f"Extra input fields: {', '.join(extra)}")
    return Policy(size_range)


def _read(text: str) -> tuple[float, list[Any]]:
    """The expiration and the conditions of a policy document."""
    try:
        document = orjson.loads(b64decode(text.encode("ascii"), validate=True))
    except (binascii.Error, UnicodeEncodeError, orjson.JSONDecodeError):
        raise _invalid("Invalid JSON.") from None
    if not isinstance(document, dict):
        raise _invalid("Invalid JSON.")
    lower = {name.lower(): value for name, value in document.items()}
    if "expiration" not in lower:
        raise _invalid("Policy missing expiration.")
    if "conditions" not in lower:
        raise _invalid("Policy missing conditions.")
    expires_at = _instant(lower["expiration"])
    if expires_at is None:
        raise _invalid(f"Invalid 'expiration' value: '{lower['expiration']}'")
    if not isinstance(lower["conditions"], list):
        raise _invalid("Invalid 'conditions' value: must be a List.")
    return expires_at, lower["conditions"]


def _instant(text: object) -> float | None:
    match = _EXPIRATION(text) if isinstance(text, str) else None
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second <= 60):
        return None
    return timegm((year, month, day, hour, minute, second))


def _condition(condition: object) -> tuple[str, str, str]:
    """A condition as (kind, field, value); of a size range as (kind, minimum, maximum)."""
    if isinstance(condition, dict):
        if len(condition) != 1:
            raise _invalid("Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.")
        [(name, value)] = condition.items()
        if not isinstance(value, str):
            raise _invalid(f"Invalid Simple-Condition: value of '{name}' must be a string.")
        return "eq", name, value
    if not isinstance(condition, list) or len(condition) != 1 + POLICY_PARTS or not isinstance(condition[0], str):
        raise _invalid(f"Invalid Condition: {_spelled(condition)}.")
    kind = condition[0].lower()
    if kind == SIZE_RANGE:
        sizes = [str(part) for part in condition[1:] if isinstance(part, int | str) and not isinstance(part, bool)]
        if len(sizes) != POLICY_PARTS or not all(re.fullmatch(r"\d{1,18}", size, re.ASCII) for size in sizes):
            raise _invalid(f"Invalid Condition: {_spelled(condition)}.")
        return kind, sizes[0], sizes[1]
    name, value = condition[1], condition[2]
    if kind not in COMPARED or not isinstance(name, str) or not isinstance(value, str) or not name.startswith("$"):
        raise _invalid(f"Invalid Condition: {_spelled(condition)}.")
    return kind, name[1:], value


def _met(kind: str, name: str, value: str, given: str | None) -> bool:
    if kind == "eq":
        return given == value
    if given is None:
        # "starts-with" of nothing lets a field have any content, not be absent.
        return False
    if name == "content-type" and "," in given:
        # Source: POST Policy, Condition Matching: each type of a list must meet the condition.
        return all(part.strip().startswith(value) for part in given.split(","))
    return given.startswith(value)


def _spelled(value: object) -> str:
    return orjson.dumps(value).decode()


def _against(text: str) -> ServiceError:
    return ServiceError(f"Invalid according to Policy: {text}", code="AccessDenied", status=403)


def _invalid(text: str) -> ServiceError:
    return ServiceError(f"Invalid Policy: {text}", code="InvalidPolicyDocument", status=400)


def _missing_field(name: str) -> ServiceError:
    return ServiceError(
        f"Bucket POST must contain a field named '{name}'.  If it is specified, please check the order of the fields.",
        code="InvalidArgument",
        status=400,
        members={"ArgumentName": name, "ArgumentValue": ""},
    )
