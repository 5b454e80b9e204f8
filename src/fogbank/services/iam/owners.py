"""Whose credentials a request is about: a user's, or those of the account's root.

Operations whose UserName may be left out are about whoever signs. A request of root can name root too: as `root`, by
the account's number or by its alias, where no user is called so. Source: API Reference, "this operation works for
access keys under the AWS account … even if the account has no associated users". AWS's console does the like for MFA
devices of root; how its requests name root is not public.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from fogbank.kernel.accounts import account_of
from fogbank.kernel.call import Call
from fogbank.kernel.identity.principal import root_of
from fogbank.kernel.operation import Target
from fogbank.kernel.store import Tx
from fogbank.services.iam import credential_errors, errors, names
from fogbank.services.iam.records import User
from fogbank.services.iam.records_account import AccountAlias

if TYPE_CHECKING:
    from fogbank.services.iam._shapes import User as UserShape


class Owner(NamedTuple):
    """`id`: of the user ("AIDA…"), or the account's number for root. `user`: None for root."""

    id: str
    name: str
    arn: str
    created_at: float
    user: User | None = None


def alias_of(tx: Tx, account: str) -> str:
    """The account's alias, or ""."""
    return next((known.alias for known in tx.scan(AccountAlias, account, index="account", limit=1)), "")


def root(call: Call) -> Owner:
    """The root of the caller's account; its name is the account's alias, or else its number."""
    arn = root_of(call.account, partition=call.partition).arn
    name = alias_of(call.tx, call.account) or call.account
    return Owner(call.account, name, arn, account_of(call.tx, call.account).created_at)


def of_id(call: Call, owner_id: str) -> Owner:
    """Who has this id. The user is there: what is a user's goes before the user does."""
    if owner_id == call.account:
        return root(call)
    [found] = call.tx.scan(User, owner_id, index="id", limit=1)
    return of_user(found)


def of_user(user: User) -> Owner:
    """A user as owner."""
    return Owner(user.id, user.name, user.arn, user.created_at, user)


def of_request(call: Call, req: Any) -> Owner:
    """Who is called UserName, or else who signs. Raises NoSuchEntity, ValidationError."""
    name = req.get("UserName")
    if name is None:
        return caller(call)
    found = call.tx.get(User, call.account, name.lower())
    if found is not None:
        return of_user(found)
    if call.principal.is_root and name.lower() in ("root", call.account, alias_of(call.tx, call.account)):
        return root(call)
    raise errors.no_entity("user", name)


def caller(call: Call) -> Owner:
    """Who signs: root or a user. Raises ValidationError for roles. Source: observed, ListAccessKeys by a role."""
    if call.principal.is_root:
        return root(call)
    found = names.by_arn(call.tx, User, call.principal.issuer)
    if found is None:
        raise errors.whose()
    return of_user(found)


def on_owner(call: Call, req: dict[str, Any]) -> Target:
    """The decision is about the user called UserName, or about who signs."""
    return names.on_user(call, req)


def is_active(status: str) -> bool:
    """Whether a credential is to be used. Raises InvalidInput for Expired, which nobody can make it."""
    if status == "Expired":
        raise credential_errors.status_expired()
    return status == "Active"


def shown(owner: Owner) -> "UserShape":
    """The owner as part of an answer."""
    return {
        "Path": owner.user.path if owner.user is not None else "/",
        "UserName": owner.name,
        "UserId": owner.id,
        "Arn": owner.arn,
        "CreateDate": owner.created_at,
    }
