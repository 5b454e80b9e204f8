"""Grants: made, listed, taken back."""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.kms import access, errors, finding, grants, names, rules
from fogbank.services.kms._shapes import (
    CreateGrantRequest,
    CreateGrantResponse,
    ListGrantsRequest,
    ListRetirableGrantsRequest,
    RetireGrantRequest,
    RevokeGrantRequest,
)
from fogbank.services.kms.records import Grant, Key
from fogbank.services.kms.specs import CONTEXTUAL, SYMMETRIC, grantable

_PAGE, _PAGE_MAX = 50, 100
_GRANTS_QUOTA = "L-D594A657", 50_000
_PAIRS_MAX, _PAIR_CHARACTERS_MAX = 8, 384
_UNCONSTRAINED = frozenset({"CreateGrant", "DescribeKey", "RetireGrant"})


@operation("CreateGrant", on=access.on_new_grant)
def create_grant(call: Call, req: CreateGrantRequest) -> CreateGrantResponse:
    """Let a principal do some operations with a key; the same grant of the same name is made once.

    Errors: NotFoundException, DisabledException, InvalidArnException, InvalidGrantTokenException,
    LimitExceededException, KMSInvalidStateException, DryRunOperationException, ValidationException.
    Source: API Reference, CreateGrant; Developer Guide, Creating grants.
    Differs: it counts at once; that the principals exist is not checked.
    """
    key = finding.key_at(call, req["KeyId"])
    grants.check_tokens(call, req.get("GrantTokens", []))
    rules.check_state(key, "CreateGrant")
    wanted = _wanted(call, key, req)
    _check_operations(key, wanted)
    if req.get("DryRun"):
        raise errors.dry_run()
    grant = _same(call, wanted) if wanted.name else None
    if grant is None:
        limit = call.quota(*_GRANTS_QUOTA)
        if key.manager == "CUSTOMER" and key.grants >= limit:
            raise errors.limit(f"The quota of {limit:.0f} grants for {key.arn} is reached.")
        grant = wanted
        call.tx.put(grant)
        call.tx.put(key.replace(grants=key.grants + 1))
    return {"GrantToken": grants.token(call, grant), "GrantId": grant.id}


def _wanted(call: Call, key: Key, req: Mapping[str, Any]) -> Grant:
    grantee = _principal(req, "Grantee")
    if not grantee:
        raise errors.invalid("You must specify either GranteePrincipal or GranteeServicePrincipal.")
    retiring = _principal(req, "Retiring")
    constraints = req.get("Constraints", {})
    if "GranteeServicePrincipal" in req and ("SourceArn" not in constraints or not retiring):
        raise errors.invalid(
            "GranteeServicePrincipal requires a SourceArn constraint and a RetiringPrincipal or "
            "RetiringServicePrincipal."
        )
    return Grant(
        key.arn,
        call.ids.hex(64),
        key.region,
        grantee,
        retiring,
        f"arn:{call.partition}:iam::{call.account}:root",
        tuple(dict.fromkeys(req["Operations"])),
        call.tx.now,
        req.get("Name", ""),
        constraints.get("EncryptionContextEquals"),
        constraints.get("EncryptionContextSubset"),
        constraints.get("SourceArn", ""),
        "GranteeServicePrincipal" in req,
        "RetiringServicePrincipal" in req,
    )


def _principal(req: Mapping[str, Any], role: str) -> str:
    """The grantee or retiring principal of a request, "" where it names none. An account id is its root."""
    name, service = req.get(f"{role}Principal", ""), req.get(f"{role}ServicePrincipal", "")
    if name and service:
        raise errors.invalid(f"You can specify either {role}Principal or {role}ServicePrincipal, but not both.")
    if not name:
        return str(service)
    arn = parse(name)
    known = arn is not None and arn.service in ("iam", "sts") and arn.account.isdigit()
    if not known and not name.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        raise errors.bad_principal(name)
    return str(name)


def _check_operations(key: Key, grant: Grant) -> None:
    """Source: API Reference, CreateGrant, Operations and Constraints; the texts follow their words."""
    unknown = [name for name in grant.operations if name not in grantable(key.spec, key.usage)]
    if unknown or not grant.operations:
        raise errors.invalid(f"Operations {unknown} are not supported on a KMS key of key spec {key.spec}.")
    pairs = [*(grant.equals or {}).items(), *(grant.subset or {}).items()]
    if grant.equals is None and grant.subset is None:
        return
    if key.spec != SYMMETRIC or not set(grant.operations) <= CONTEXTUAL | _UNCONSTRAINED:
        raise errors.invalid(
            "Encryption context grant constraints are supported only on symmetric encryption KMS keys."
        )
    if max(len(grant.equals or {}), len(grant.subset or {})) > _PAIRS_MAX:
        raise errors.invalid(f"A grant constraint can include up to {_PAIRS_MAX} encryption context pairs.")
    if any(len(name) + len(value) > _PAIR_CHARACTERS_MAX for name, value in pairs):
        raise errors.invalid(
            f"An encryption context pair of a grant constraint has {_PAIR_CHARACTERS_MAX} characters at most."
        )


def _same(call: Call, wanted: Grant) -> Grant | None:
    """The grant of this name that is there already, where it is the same in everything."""
    for grant in call.tx.scan(Grant, wanted.arn, wanted.grantee, index="grantee"):
        if grant.replace(id=wanted.id, created_at=wanted.created_at) == wanted:
            return grant
    return None


@operation("ListGrants", on=access.on_grants)
def list_grants(call: Call, req: ListGrantsRequest) -> Page:
    """The grants on a key, or one of them, or those of one grantee.

    Errors: NotFoundException, InvalidArnException, InvalidGrantIdException, InvalidMarkerException,
    ValidationException.
    Source: API Reference, ListGrants: 50 unless Limit says otherwise, 100 at most.
    """
    key = finding.key_at(call, req["KeyId"])
    if "GranteePrincipal" in req and "GranteeServicePrincipal" in req:
        raise errors.invalid("You can specify either GranteePrincipal or GranteeServicePrincipal, but not both.")
    if "GrantId" in req:
        rules.check_grant_id(req["GrantId"])
    grantee = req.get("GranteePrincipal", req.get("GranteeServicePrincipal"))
    limit = rules.page_size(req.get("Limit", _PAGE), _PAGE_MAX)
    found: list[Grant] = []
    for grant in call.tx.scan(Grant, key.arn, after=call.resume):
        if req.get("GrantId", grant.id) == grant.id and grantee in (None, grant.grantee):
            found.append(grant)
        if len(found) > limit:
            break
    return _page(found, limit, lambda grant: (grant.id,))


@operation("ListRetirableGrants", on=access.on_retirable)
def list_retirable_grants(call: Call, req: ListRetirableGrantsRequest) -> Page:
    """The grants of the region, on whosever keys, that a principal of the caller's account may retire.

    Errors: InvalidArnException, InvalidMarkerException, ValidationException.
    Source: API Reference, ListRetirableGrants: 50 unless Limit says otherwise, 100 at most.
    """
    retiring = _principal(req, "Retiring")
    if not retiring:
        raise errors.invalid("You must specify either RetiringPrincipal or RetiringServicePrincipal.")
    limit = rules.page_size(req.get("Limit", _PAGE), _PAGE_MAX)
    rows = call.tx.scan(Grant, retiring, call.region, index="retiring", after=call.resume, limit=limit + 1)
    return _page(list(rows), limit, lambda grant: (grant.arn, grant.id))


def _page(found: list[Grant], limit: int, place: Any) -> Page:
    more, shown = len(found) > limit, found[:limit]
    return Page({"Grants": [_shown(each) for each in shown], "Truncated": more}, place(shown[-1]) if more else None)


def _shown(grant: Grant) -> dict[str, Any]:
    constraints = {
        "EncryptionContextEquals": grant.equals,
        "EncryptionContextSubset": grant.subset,
        "SourceArn": grant.source_arn or None,
    }
    shown: dict[str, Any] = {
        "KeyId": grant.arn,
        "GrantId": grant.id,
        "Name": grant.name,
        "CreationDate": grant.created_at,
        "GranteeServicePrincipal" if grant.to_service else "GranteePrincipal": grant.grantee,
        "IssuingAccount": grant.issuer,
        "Operations": list(grant.operations),
    }
    if grant.retiring:
        member = "RetiringServicePrincipal" if grant.retired_by_service else "RetiringPrincipal"
        shown[member] = grant.retiring
    if present := {name: value for name, value in constraints.items() if value is not None}:
        shown["Constraints"] = present
    return shown


@operation("RevokeGrant", on=access.on_grants)
def revoke_grant(call: Call, req: RevokeGrantRequest) -> None:
    """Take a grant back; what it permits is over at once.

    Errors: NotFoundException, InvalidArnException, InvalidGrantIdException, DryRunOperationException.
    Source: API Reference, RevokeGrant.
    """
    key = finding.key_at(call, req["KeyId"])
    rules.check_grant_id(req["GrantId"])
    grant = call.tx.need(Grant, key.arn, req["GrantId"], missing=errors.no_grant(req["GrantId"]))
    if req.get("DryRun"):
        raise errors.dry_run()
    _remove(call, key, grant)


@operation("RetireGrant", on=access.on_retired_grant)
def retire_grant(call: Call, req: RetireGrantRequest) -> None:
    """Give a grant up, as the grant itself permits.

    Errors: NotFoundException, InvalidArnException, InvalidGrantTokenException, InvalidGrantIdException,
    DryRunOperationException, ValidationException.
    Source: API Reference, RetireGrant.
    """
    arn, grant = grants.named(call, req)
    key = call.tx.need(Key, *names.key_of_arn(arn), missing=errors.no_key(arn))
    if grant is None:
        raise errors.no_grant(req.get("GrantId", ""))
    if req.get("DryRun"):
        raise errors.dry_run()
    _remove(call, key, grant)


def _remove(call: Call, key: Key, grant: Grant) -> None:
    call.tx.delete(grant)
    call.tx.put(key.replace(grants=key.grants - 1))
