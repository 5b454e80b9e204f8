"""Grants: whom they let do what. Source: KMS Developer Guide, Grants in AWS KMS; Creating grants (constraints)."""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import InvalidPageToken
from fogbank.kernel.identity.principal import Principal
from fogbank.services.kms import errors, names, rules
from fogbank.services.kms.records import Grant, Key
from fogbank.services.kms.specs import CONTEXTUAL

_SCOPE = "kms:grant"
Context = Mapping[str, str]


def token(call: Call, grant: Grant) -> str:
    """A token that names a grant, another one each time."""
    return call.kernel.tokens.make(_SCOPE, (grant.arn, grant.id, call.ids.hex(16)))


def of_token(call: Call, text: str) -> tuple[str, str]:
    """The key's ARN and the grant's id in a token; it need not exist any more.

    Errors: InvalidGrantTokenException.
    """
    try:
        arn, grant_id, _ = call.kernel.tokens.read(_SCOPE, text)
    except InvalidPageToken:
        raise errors.bad_grant_token() from None
    return arn, grant_id


def names_of(principal: Principal, region: str) -> tuple[str, ...]:
    """Under which names a principal may stand in a grant: itself, the role behind a session, a service's principal."""
    if principal.kind == "service":
        service, _, domain = principal.id.partition(".")
        return (principal.id, f"{service}.{region}.{domain}")
    return (principal.arn,) if principal.issuer == principal.arn else (principal.arn, principal.issuer)


def granting(call: Call, key: Key, operation: str, context: Context) -> str:
    """The id of a grant by which the caller may do this operation with the key, "" where there is none."""
    for grant in _of_caller(call, key):
        if operation in grant.operations and _satisfied(call, grant, operation, context):
            return grant.id
    return ""


def _of_caller(call: Call, key: Key) -> list[Grant]:
    if not key.grants:
        return []
    return [
        grant
        for name in names_of(call.principal, call.region)
        for grant in call.tx.scan(Grant, key.arn, name, index="grantee")
    ]


def _satisfied(call: Call, grant: Grant, operation: str, context: Context) -> bool:
    if grant.source_arn and grant.source_arn != call.source_arn:
        return False
    if operation not in CONTEXTUAL:
        return True
    if grant.equals is not None and dict(context) != grant.equals:
        return False
    return grant.subset is None or grant.subset.items() <= context.items()


def parent(call: Call, key: Key, req: Mapping[str, Any]) -> str:
    """The id of a grant that lets the caller make the grant that a CreateGrant asks for.

    Its operations are among those of the parent, and its constraints at least as strict.
    """
    asked = frozenset(req["Operations"])
    constraints = req.get("Constraints", {})
    equals, subset = constraints.get("EncryptionContextEquals"), constraints.get("EncryptionContextSubset")
    pairs = (equals if equals is not None else subset or {}).items()
    for grant in _of_caller(call, key):
        strict = (
            grant.equals in (None, equals)
            and (grant.subset is None or grant.subset.items() <= pairs)
            and grant.source_arn in ("", constraints.get("SourceArn"))
        )
        if strict and "CreateGrant" in grant.operations and asked <= frozenset(grant.operations):
            return grant.id
    return ""


def check_tokens(call: Call, tokens: list[str]) -> None:
    """Grants count at once here, so their tokens are only looked at.

    Errors: InvalidGrantTokenException.
    """
    for text in tokens:
        of_token(call, text)


def named(call: Call, req: Mapping[str, Any]) -> tuple[str, Grant | None]:
    """The key's ARN and the grant that a RetireGrant means: by its token, or by key and grant id.

    Errors: ValidationException, InvalidGrantTokenException, InvalidArnException, InvalidGrantIdException.
    """
    if "GrantToken" in req and ("KeyId" in req or "GrantId" in req):
        raise errors.invalid("You must specify either a grant token, or a grant ID and a key ARN, but not both.")
    if "GrantToken" in req:
        arn, grant_id = of_token(call, req["GrantToken"])
    elif "KeyId" in req and "GrantId" in req:
        reference = names.reference(req["KeyId"])
        if reference.kind != "key":
            raise errors.bad_arn(req["KeyId"])
        if reference.region not in ("", call.region):
            raise errors.elsewhere(reference.region)
        arn = names.key_arn(call, reference.name, account=reference.account)
        grant_id = req["GrantId"]
        rules.check_grant_id(grant_id)
    else:
        raise errors.invalid("You must specify either a grant token, or a grant ID and a key ARN.")
    return arn, call.tx.get(Grant, arn, grant_id)
