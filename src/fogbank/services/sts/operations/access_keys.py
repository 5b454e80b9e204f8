"""Whose an access key is."""

from fogbank.kernel.call import Call
from fogbank.kernel.identity.keys import AccessKey
from fogbank.kernel.operation import operation
from fogbank.services.sts import errors, names
from fogbank.services.sts._shapes import GetAccessKeyInfoRequest, GetAccessKeyInfoResponse


@operation("GetAccessKeyInfo", on=names.on_anything)
def get_access_key_info(call: Call, req: GetAccessKeyInfoRequest) -> GetAccessKeyInfoResponse:
    """Tell the account that a key belongs to, whether or not it is active.

    Errors: ValidationError.
    Source: API Reference, GetAccessKeyInfo.
    Differs: AWS reads the account out of the id, so it knows those of deleted keys, too.
    """
    key = call.tx.need(AccessKey, req["AccessKeyId"], missing=errors.no_key(req["AccessKeyId"]))
    return {"Account": key.account}
