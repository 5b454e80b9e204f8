"""Access keys of users and of root: rows of the kernel (kernel/identity/keys.py), which checks signatures with them."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity.keys import AccessKey, issue
from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.identity.uses import AccessKeyUse
from fogbank.kernel.operation import Target, operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import errors, limits, listing, names, owners


def _keys(call: Call, owner: owners.Owner) -> list[AccessKey]:
    """The owner's lasting keys, in order of their ids; temporary ones have a token."""
    return [key for key in call.tx.scan(AccessKey, owner.arn, index="principal") if not key.token]


def _key(call: Call, req: Any) -> AccessKey:
    """The owner's key with this id; raises NoSuchEntity."""
    key = call.tx.get(AccessKey, req["AccessKeyId"])
    if key is None or key.token or key.principal_arn != owners.of_request(call, req).arn:
        raise errors.no_access_key(req["AccessKeyId"])
    return key


def _shown(owner: owners.Owner, key: AccessKey) -> Any:
    return {
        "UserName": owner.name,
        "AccessKeyId": key.id,
        "Status": "Active" if key.active else "Inactive",
        "CreateDate": key.created_at,
    }


@operation("CreateAccessKey", on=names.on_user)
def create_access_key(call: Call, req: shapes.CreateAccessKeyRequest) -> shapes.CreateAccessKeyResponse:
    """Make a key pair for a user, or for whoever signs; its secret is told this once.

    Errors: NoSuchEntity, LimitExceeded, ValidationError.
    Source: API Reference, CreateAccessKey.
    """
    owner = owners.of_request(call, req)
    limits.check(call, "AccessKeysPerUser", len(_keys(call, owner)) + 1)
    kind = "root" if owner.user is None else "user"
    key = issue(call.tx, call.ids, Principal(kind, owner.arn, call.account, owner.id))
    shown: Any = {**_shown(owner, key), "SecretAccessKey": key.secret}
    return {"AccessKey": shown}


@operation("ListAccessKeys", on=names.on_user)
def list_access_keys(call: Call, req: shapes.ListAccessKeysRequest) -> Page:
    """The keys of a user, or of whoever signs, without their secrets.

    Errors: NoSuchEntity, ValidationError.
    Source: API Reference, ListAccessKeys.
    """
    owner = owners.of_request(call, req)
    rest = [key for key in _keys(call, owner) if call.resume is None or key.id > call.resume[0]]
    return listing.page("AccessKeyMetadata", rest, req, lambda key: _shown(owner, key), lambda key: (key.id,))


@operation("UpdateAccessKey", on=names.on_user)
def update_access_key(call: Call, req: shapes.UpdateAccessKeyRequest) -> None:
    """Turn a key off or on again.

    Errors: NoSuchEntity, InvalidInput, ValidationError.
    Source: API Reference, UpdateAccessKey.
    """
    key = _key(call, req)
    if req["Status"] == "Expired":
        raise errors.key_cannot_expire()
    call.tx.put(key.replace(active=req["Status"] == "Active"))


@operation("DeleteAccessKey", on=names.on_user)
def delete_access_key(call: Call, req: shapes.DeleteAccessKeyRequest) -> None:
    """Delete a key; nothing can be signed with it any more.

    Errors: NoSuchEntity, ValidationError.
    Source: API Reference, DeleteAccessKey.
    """
    call.tx.delete(_key(call, req))
    used = call.tx.get(AccessKeyUse, req["AccessKeyId"])
    if used is not None:
        call.tx.delete(used)


def _on_key(call: Call, req: dict[str, Any]) -> Target:
    """The user whose key it is, in whichever account; of a key that is not there, any user of the caller's."""
    key = call.tx.get(AccessKey, req["AccessKeyId"])
    if key is None or key.token:
        return Target(names.arn_of(call, "user", "/", "*"), call.account)
    return Target(key.principal_arn, key.account)


@operation("GetAccessKeyLastUsed", on=_on_key)
def get_access_key_last_used(
    call: Call, req: shapes.GetAccessKeyLastUsedRequest
) -> shapes.GetAccessKeyLastUsedResponse:
    """Tell when a key was last used, for which service and in which region.

    Errors: NoSuchEntity.
    Source: API Reference, GetAccessKeyLastUsed, AccessKeyLastUsed ("N/A" where it was never used).
    """
    key = call.tx.get(AccessKey, req["AccessKeyId"])
    if key is None or key.token:
        raise errors.no_access_key(req["AccessKeyId"])
    owner = owners.of_id(call, key.principal_id)
    used = call.tx.get(AccessKeyUse, key.id)
    shown: Any = {"ServiceName": "N/A", "Region": "N/A"}
    if used is not None:
        shown = {"LastUsedDate": used.at, "ServiceName": used.service, "Region": used.region}
    return {"UserName": owner.name, "AccessKeyLastUsed": shown}
