"""Aliases: names of keys that may move from one key to another."""

from collections.abc import Iterator
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.kms import access, errors, finding, names, rules
from fogbank.services.kms._shapes import (
    CreateAliasRequest,
    DeleteAliasRequest,
    ListAliasesRequest,
    UpdateAliasRequest,
)
from fogbank.services.kms.records import Alias, Key
from fogbank.services.kms.specs import SPECS

_PAGE, _PAGE_MAX = 50, 100
_ALIASES_QUOTA = "L-2601EE20", 50


def _check_name(name: str) -> None:
    """Source: API Reference, CreateAlias, AliasName."""
    if not name.startswith(names.ALIAS) or name == names.ALIAS:
        raise errors.alias_prefix()
    if name.startswith(names.RESERVED):
        raise errors.alias_reserved()


def _attach(call: Call, key: Key, name: str) -> None:
    limit = call.quota(*_ALIASES_QUOTA)
    if len(key.aliases) >= limit:
        raise errors.limit(f"The quota of {limit:.0f} aliases for {key.arn} is reached.")
    call.tx.put(key.replace(aliases=(*key.aliases, name)))


def _detach(call: Call, alias: Alias) -> None:
    key = call.tx.get(Key, alias.account, alias.region, alias.key_id)
    if key is not None:
        call.tx.put(key.replace(aliases=tuple(name for name in key.aliases if name != alias.name)))


def _alias(call: Call, name: str) -> Alias:
    missing = errors.no_alias(names.alias_arn(call, name))
    return call.tx.need(Alias, call.account, call.region, name, missing=missing)


@operation("CreateAlias", on=access.on_new_alias)
def create_alias(call: Call, req: CreateAliasRequest) -> None:
    """Give a key one more name.

    Errors: AlreadyExistsException, NotFoundException, InvalidAliasNameException, LimitExceededException,
    KMSInvalidStateException, ValidationException.
    Source: API Reference, CreateAlias.
    """
    name = req["AliasName"]
    _check_name(name)
    key = finding.key_at(call, req["TargetKeyId"])
    rules.check_state(key, "CreateAlias")
    arn = names.alias_arn(call, name)
    if call.tx.get(Alias, call.account, call.region, name) is not None:
        raise errors.alias_exists(arn)
    _attach(call, key, name)
    call.tx.put(Alias(call.account, call.region, name, arn, key.id, call.tx.now, call.tx.now))


@operation("UpdateAlias", on=access.on_alias)
def update_alias(call: Call, req: UpdateAliasRequest) -> None:
    """Let an alias name another key of the same kind.

    Errors: NotFoundException, LimitExceededException, KMSInvalidStateException, ValidationException,
    InvalidAliasNameException.
    Source: API Reference, UpdateAlias.
    """
    name = req["AliasName"]
    _check_name(name)
    alias = _alias(call, name)
    key = finding.key_at(call, req["TargetKeyId"])
    rules.check_state(key, "UpdateAlias")
    old = call.tx.get(Key, alias.account, alias.region, alias.key_id)
    if old is not None and (_kind(old), old.usage) != (_kind(key), key.usage):
        raise errors.alias_between_kinds()
    if alias.key_id != key.id:
        _detach(call, alias)
        _attach(call, key, name)
    call.tx.put(alias.replace(key_id=key.id, updated_at=call.tx.now))


def _kind(key: Key) -> str:
    family = SPECS[key.spec].family
    return family if family in ("symmetric", "hmac") else "asymmetric"


@operation("DeleteAlias", on=access.on_alias)
def delete_alias(call: Call, req: DeleteAliasRequest) -> None:
    """Take a name away from its key.

    Errors: NotFoundException, InvalidAliasNameException.
    Source: API Reference, DeleteAlias.
    """
    _check_name(req["AliasName"])
    alias = _alias(call, req["AliasName"])
    _detach(call, alias)
    call.tx.delete(alias)


@operation("ListAliases")
def list_aliases(call: Call, req: ListAliasesRequest) -> Page:
    """The aliases of the account and region, or of one key.

    Errors: NotFoundException, InvalidArnException, InvalidMarkerException, ValidationException.
    Source: API Reference, ListAliases: 50 unless Limit says otherwise, 100 at most.
    Differs: AWS's predefined aliases are listed once they have a key.
    """
    limit = rules.page_size(req.get("Limit", _PAGE), _PAGE_MAX)
    found: list[Alias] = []
    for alias in _aliases(call, req.get("KeyId")):
        found.append(alias)
        if len(found) > limit:
            break
    more, shown = len(found) > limit, found[:limit]
    return Page({"Aliases": [_shown(a) for a in shown], "Truncated": more}, (shown[-1].name,) if more else None)


def _aliases(call: Call, key_id: str | None) -> Iterator[Alias]:
    if key_id is None:
        yield from call.tx.scan(Alias, call.account, call.region, after=call.resume)
        return
    key = finding.key_at(call, key_id)
    behind = call.resume[0] if call.resume else ""
    for name in sorted(key.aliases):
        alias = call.tx.get(Alias, key.account, key.region, name) if name > behind else None
        if alias is not None:
            yield alias


def _shown(alias: Alias) -> dict[str, Any]:
    return {
        "AliasName": alias.name,
        "AliasArn": alias.arn,
        "TargetKeyId": alias.key_id,
        "CreationDate": alias.created_at,
        "LastUpdatedDate": alias.updated_at,
    }
