"""Ids, aliases and ARNs of KMS, taken apart and put together. Knows no rows."""

import re
from functools import lru_cache
from typing import NamedTuple

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call

_KEY_ID = re.compile(r"mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ALIAS = "alias/"
RESERVED = "alias/aws/"


class Reference(NamedTuple):
    """How a request names a key. `kind`: key, alias or wrong. `name`: the key id, or the alias with its prefix.

    `account` and `region` are empty where the text is no ARN.
    """

    kind: str
    name: str
    account: str = ""
    region: str = ""


@lru_cache(maxsize=8192)
def reference(text: str) -> Reference:
    """Take a KeyId apart."""
    if text.startswith(ALIAS):
        return Reference("alias", text)
    if not text.startswith("arn:"):
        return Reference("key" if _KEY_ID.fullmatch(text) else "wrong", text)
    arn = parse(text)
    if arn is None or arn.service != "kms" or not arn.account or not arn.region:
        return Reference("wrong", text, "arn")
    if arn.resource.startswith(ALIAS):
        return Reference("alias", arn.resource, arn.account, arn.region)
    kind, _, name = arn.resource.partition("/")
    if kind != "key" or not name:
        return Reference("wrong", text, "arn")
    return Reference("key", name, arn.account, arn.region)


def key_arn(call: Call, key_id: str, *, account: str = "", region: str = "") -> str:
    """The ARN of a key, of the caller's account and region unless others are given."""
    return f"arn:{call.partition}:kms:{region or call.region}:{account or call.account}:key/{key_id}"


def alias_arn(call: Call, name: str, *, account: str = "") -> str:
    """The ARN of an alias ("alias/x") of this region."""
    return f"arn:{call.partition}:kms:{call.region}:{account or call.account}:{name}"


def key_of_arn(arn: str) -> tuple[str, str, str]:
    """Account, region and key id of a key's ARN that was made here."""
    parts = parse(arn)
    assert parts is not None, arn
    return parts.account, parts.region, parts.resource.partition("/")[2]
