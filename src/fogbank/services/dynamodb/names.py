"""Names and ARNs of tables and indexes, and whom the access decision is about.

Wherever a request names a table, the table's ARN will do, also that of another account's table.
Source: API Reference, TableName of each operation.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import NO_KEYS, Keys, Target
from fogbank.services.dynamodb import encryption, errors
from fogbank.services.dynamodb.records import ACTIVE, CREATING, DELETING, INACCESSIBLE, Index, Table

_NAME = re.compile(r"[a-zA-Z0-9_.-]{3,255}")
_ARN = re.compile(r"arn:[a-z-]+:dynamodb:([a-z0-9-]+):(\d{12}):table/([a-zA-Z0-9_.-]{3,255})")


def is_name(name: str) -> bool:
    """Whether a table or index may be called so."""
    return _NAME.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def _place(reference: str) -> tuple[str, str, str]:
    """Account, region and name of an ARN; a name says only the last. Errors: ValidationException."""
    if _NAME.fullmatch(reference):
        return "", "", reference
    found = _ARN.fullmatch(reference)
    if found is None:
        raise errors.bad_table_arn() if reference.startswith("arn:") else errors.bad_name()
    return found[2], found[1], found[3]


def short(reference: str) -> str:
    """The table's name."""
    return _place(reference)[2]


def own(call: Call, reference: str) -> str:
    """The name for a new table of the caller's; an ARN must be theirs, in this region. Errors: ValidationException."""
    account, region, name = _place(reference)
    if (account or call.account, region or call.region) != (call.account, call.region):
        raise errors.bad_table_arn()
    return name


def find(call: Call, reference: str) -> Table | None:
    """The table that a name or ARN means; None where there is none, also in another region than the call's."""
    account, region, name = _place(reference)
    if region and region != call.region:
        return None
    return call.tx.get(Table, account or call.account, call.region, name)


def table_for_items(call: Call, reference: str) -> Table:
    """The table, for what works on its items; its key is opened. Errors: ResourceNotFoundException, KMS's."""
    table = find(call, reference)
    if table is None or table.status in (CREATING, DELETING):
        raise errors.no_table()
    if table.encryption is not None:
        encryption.open_table(call, table)
    return table


def table_itself(call: Call, reference: str) -> Table:
    """The table, for what works on the table. Errors: ResourceNotFoundException, which names it."""
    table = find(call, reference)
    if table is None:
        raise errors.no_table_named(short(reference))
    return table


def index_of(table: Table, name: str) -> Index:
    """A table's index, for reading. Errors: ValidationException where there is none, or it is not ready."""
    for index in table.indexes:
        if index.name == name:
            if index.status == CREATING:
                raise errors.backfilling(name)
            if index.status == DELETING:
                break
            return index
    raise errors.no_index(name)


def arn_of(call: Call, reference: str) -> str:
    """The ARN of a table, which need not exist."""
    account, region, name = _place(reference)
    return f"arn:{call.partition}:dynamodb:{region or call.region}:{account or call.account}:table/{name}"


def index_arn(table: Table, index: Index) -> str:
    """The ARN of an index."""
    return f"{table.arn}/index/{index.name}"


def target(
    call: Call,
    reference: str,
    index: str = "",
    action: str | None = None,
    keys: Keys | Callable[[], Keys] = NO_KEYS,
) -> Target:
    """The table, or one of its indexes, with the table's policy. It need not exist: the handler says so."""
    table = find(call, reference)
    if table is None:
        arn = arn_of(call, reference)
        account, policy = _place(reference)[0] or call.account, None
    else:
        arn, account, policy = table.arn, table.account, table.policy or None
    return Target(f"{arn}/index/{index}" if index else arn, account, policy, action, keys=keys)


def on_table(call: Call, req: dict[str, Any]) -> Target:
    """The table behind TableName."""
    return target(call, req["TableName"])


def on_resource(call: Call, req: dict[str, Any]) -> Target:
    """The table behind ResourceArn. Errors: ValidationException."""
    return target(call, req["ResourceArn"])


def is_ready(table: Table) -> bool:
    """Whether the table may be changed."""
    return table.status in (ACTIVE, INACCESSIBLE)
