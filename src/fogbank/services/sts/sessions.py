"""Sessions: who somebody is while they last, and their temporary credentials."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.identity import keys
from fogbank.kernel.identity.principal import Principal, Session
from fogbank.services.sts import errors, rules, trusted
from fogbank.services.sts._shapes import AssumedRoleUser, GetSessionTokenResponse
from fogbank.services.sts.rules import Tags
from fogbank.services.sts.trusted import Role


def of_role(role: Role, name: str, session: Session) -> Principal:
    """Somebody in a role, under the name of a session. The ARN leaves the role's path out."""
    parts = parse(role.arn)
    assert parts is not None
    arn = f"arn:{parts.partition}:sts::{role.account}:assumed-role/{role.name}/{name}"
    return Principal("assumed-role", arn, role.account, f"{role.id}:{name}", session=session)


def session_of(
    call: Call,
    issuer: str,
    req: Any,
    *,
    account: str,
    tags: Tags = rules.NO_TAGS,
    mfa: bool = False,
    facts: Mapping[str, str] | None = None,
) -> Session:
    """What a session carries of a request (Policy, PolicyArns), of its tags and of what is known about its beginning.

    Errors: ValidationError, MalformedPolicyDocument.
    """
    policy, arns = req.get("Policy"), [each["arn"] for each in req.get("PolicyArns", ()) if "arn" in each]
    rules.check_policies(policy, arns)
    for arn in arns:
        if not trusted.has_policy(call, arn, account):
            raise errors.no_policy(arn)
    known = {
        "aws:tokenissuetime": datetime.fromtimestamp(int(call.tx.now), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "aws:multifactorauthpresent": "true" if mfa else "false",
        **(facts or {}),
    }
    policies = (policy,) if policy is not None else ()
    return Session(issuer, policies, tuple(arns), tags.carried, tags.transitive, known)


def begin(call: Call, principal: Principal, seconds: int, req: Any) -> GetSessionTokenResponse:
    """Issue the credentials: the members that all answers have. The token has the size that its session gives it.

    Errors: PackedPolicyTooLarge.
    """
    session = principal.session
    assert session is not None
    size_bytes = max(keys.token_bytes(len(rules.packed(session))), req.get("MinimumSessionTokenSize", 0))
    if size_bytes > rules.TOKEN_BYTES_MAX:
        raise errors.large_token(size_bytes, rules.TOKEN_BYTES_MAX)
    expires_at = math.floor(call.tx.now) + float(seconds)
    key = keys.issue_session(call.tx, call.ids, principal, expires_at, token_bytes_min=size_bytes)
    return {
        "Credentials": {
            "AccessKeyId": key.id,
            "SecretAccessKey": key.secret,
            "SessionToken": key.token,
            "Expiration": expires_at,
        },
        "SessionTokenSize": size_bytes,
        "SessionTokenUtilization": rules.utilization(size_bytes),
    }


def entered(principal: Principal) -> AssumedRoleUser:
    """The member AssumedRoleUser of an answer."""
    return {"AssumedRoleId": principal.id, "Arn": principal.arn}


def tag_keys(tags: Tags) -> dict[str, str | tuple[str, ...]]:
    """The condition keys of session tags, inherited ones among them.

    Source: observed: a chain that only hands tags on needs sts:TagSession, and its keys are in aws:TagKeys.
    """
    if not tags.carried:
        return {}
    found: dict[str, str | tuple[str, ...]] = {"aws:tagkeys": tuple(tags.carried)}
    found |= {f"aws:requesttag/{key.lower()}": value for key, value in tags.carried.items()}
    if tags.transitive:
        found["sts:transitivetagkeys"] = tags.transitive
    return found
