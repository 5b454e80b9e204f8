"""What an encoded message about a refusal says."""

from fogbank.kernel.call import Call
from fogbank.kernel.errors import InvalidPageToken
from fogbank.kernel.identity import trace
from fogbank.kernel.operation import operation
from fogbank.services.sts import errors, names
from fogbank.services.sts._shapes import DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse


@operation("DecodeAuthorizationMessage", on=names.on_anything)
def decode_authorization_message(
    call: Call, req: DecodeAuthorizationMessageRequest
) -> DecodeAuthorizationMessageResponse:
    """Open the message that came with a refusal: who asked for what, and which statements decided.

    Errors: InvalidAuthorizationMessageException.
    Source: API Reference, DecodeAuthorizationMessage.
    """
    try:
        return {"DecodedMessage": trace.decode(call.kernel.tokens, req["EncodedMessage"])}
    except InvalidPageToken:
        raise errors.not_readable() from None
