"""How long a session lasts, which tags and policies it carries, how large its token is. Pure.

Source: STS API Reference, AssumeRole and its siblings; IAM User Guide, Pass session tags in AWS STS.
"""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from fogbank.kernel.identity.grammar import check
from fogbank.kernel.identity.principal import Session
from fogbank.services.sts import errors

ROLE_S = 3600
LONG_S = 43_200
# Source: API Reference, GetSessionToken: sessions of account owners are restricted to one hour.
ROOT_S_MAX = 3600
# Source: IAM User Guide, Roles terms and concepts: role chaining limits a session to one hour.
CHAINED_S_MAX = 3600
POLICY_CHARACTERS_MAX = 2048
POLICY_ARNS_MAX = 10
# Source: AWS What's New, STS simplifies session token size limits: one limit of 4,096 bytes for the whole token, from
# which PackedPolicySize and SessionTokenUtilization are counted.
TOKEN_BYTES_MAX = 4096
_NAME = re.compile(r"[a-zA-Z_0-9+=,.@-]{2,64}")


class Tags(NamedTuple):
    """Session tags. `given` with the request; `carried`: all of the session's; `transitive`: keys that go on."""

    given: dict[str, str]
    carried: dict[str, str]
    transitive: tuple[str, ...]


NO_TAGS = Tags({}, {}, ())


def is_name(text: str) -> bool:
    """Whether a session, or a source identity, may be called so."""
    return _NAME.fullmatch(text) is not None


def role_seconds(asked: int | None, role_s_max: int, *, chained: bool) -> int:
    """How long a role's session lasts. Errors: ValidationError."""
    seconds = ROLE_S if asked is None else asked
    if chained and seconds > CHAINED_S_MAX:
        raise errors.beyond_chain()
    if seconds > role_s_max:
        raise errors.beyond_role()
    return seconds


def long_seconds(asked: int | None, *, root: bool) -> int:
    """How long a session of GetSessionToken or GetFederationToken lasts: longer ones of a root become an hour."""
    seconds = LONG_S if asked is None else asked
    return min(seconds, ROOT_S_MAX) if root else seconds


def tags(given: Iterable[Mapping[str, Any]], transitive: Iterable[str], caller: Session | None) -> Tags:
    """The tags of a new session whose caller may have handed some on. Keys differ by more than case.

    Errors: InvalidParameterValue.
    """
    asked = [(tag["Key"], tag["Value"]) for tag in given]
    keys = {key.lower() for key, _ in asked}
    if len(keys) < len(asked):
        raise errors.twice_tagged()
    for key, _ in asked:
        if key.lower().startswith("aws:"):
            raise errors.system_tag(key)
    wanted = tuple(transitive)
    if not {key.lower() for key in wanted} <= keys:
        raise errors.transitive_without_tag()
    inherited = {key: caller.tags[key] for key in caller.transitive} if caller is not None else {}
    if not keys.isdisjoint(key.lower() for key in inherited):
        raise errors.inherited_tag()
    handed_on = {key.lower() for key in wanted}
    fresh = tuple(key for key, _ in asked if key.lower() in handed_on)
    return Tags(dict(asked), inherited | dict(asked), (*inherited, *fresh))


def source_identity(asked: str, caller: Session | None) -> str:
    """Whoever it was at the start of the chain, or else whom the request names. Errors: ValidationError."""
    known = caller.facts.get("aws:sourceidentity", "") if caller is not None else ""
    if asked and known and asked != known:
        raise errors.other_source_identity()
    return asked or known


def check_policies(policy: str | None, arns: Sequence[str]) -> None:
    """Whether the policies of a session are few, short and well formed. Errors: ValidationError, MalformedPolicy…"""
    if policy is not None and len(policy) > POLICY_CHARACTERS_MAX:
        raise errors.long_policy(policy, POLICY_CHARACTERS_MAX)
    if len(arns) > POLICY_ARNS_MAX:
        raise errors.many_policies(list(arns), POLICY_ARNS_MAX)
    if policy is not None and (why := check(policy, "identity")):
        raise errors.bad_policy(why)


def packed(session: Session) -> bytes:
    """What a session's token carries of it, as small as it gets.

    Differs: AWS packs otherwise, so a token of theirs is not exactly as large.
    """
    carried = (session.policies, session.policy_arns, session.tags, session.transitive, session.facts)
    return zlib.compress(orjson.dumps(carried), 9)


def utilization(size_bytes: int) -> int:
    """How much of the allowed size a token takes, in percent."""
    return -(-100 * size_bytes // TOKEN_BYTES_MAX)
