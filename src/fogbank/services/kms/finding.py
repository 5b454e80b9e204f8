"""The key that a request means by an id, an ARN or an alias."""

from fogbank.kernel.call import Call
from fogbank.services.kms import errors, managed, names
from fogbank.services.kms.records import Alias, Key
from fogbank.services.kms.sealing import Name


def key_at(call: Call, text: str, *, aliases: bool = False) -> Key:
    """The key behind a KeyId. `aliases`: whether the operation takes them.

    A reserved alias ("alias/aws/s3") that nobody has asked for yet gets its AWS managed key now.
    Errors: NotFoundException, InvalidArnException, AccessDeniedException (another account's key that is not there).
    Source: API Reference, KeyId of each operation.
    """
    reference = names.reference(text)
    if reference.kind == "wrong":
        raise errors.bad_arn(text) if reference.account else errors.bad_key_id(text)
    if reference.region and reference.region != call.region:
        raise errors.elsewhere(reference.region)
    account = reference.account or call.account
    if reference.kind == "key":
        key = call.tx.get(Key, account, call.region, reference.name)
        if key is None:
            arn = names.key_arn(call, reference.name, account=account)
            raise errors.no_key(arn) if account == call.account else _refused(call, arn)
        return key
    if not aliases:
        raise errors.alias_arn_not_taken() if reference.account else errors.bad_key_id(text)
    return _key_of_alias(call, reference.name, account)


def _key_of_alias(call: Call, name: str, account: str) -> Key:
    alias = call.tx.get(Alias, account, call.region, name)
    key = call.tx.get(Key, account, call.region, alias.key_id) if alias is not None else None
    if key is None and account == call.account and name.startswith(names.RESERVED):
        key = managed.make(call, name)
    if key is None:
        arn = names.alias_arn(call, name, account=account)
        raise errors.no_alias(arn) if account == call.account else _refused(call, arn)
    return key


def _refused(call: Call, arn: str) -> Exception:
    """Whether another account has a key of this id is nobody's business."""
    return errors.not_there(call.principal.arn, f"kms:{call.operation}", f"resource: {arn}")


def key_of_ciphertext(call: Call, name: Name | None) -> Key:
    """The key that a ciphertext names, where it is in this region.

    Errors: InvalidCiphertextException, AccessDeniedException.
    """
    if name is None:
        raise errors.bad_ciphertext()
    key = call.tx.get(Key, name.account, call.region, name.key_id)
    if key is None:
        action = "kms:ReEncryptFrom" if call.operation == "ReEncrypt" else f"kms:{call.operation}"
        raise errors.not_there(call.principal.arn, action, "the resource associated with this ciphertext")
    return key
