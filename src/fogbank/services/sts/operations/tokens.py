"""Temporary credentials of whoever has lasting ones, and of others on their behalf."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.operation import Target, operation, unasked
from fogbank.services.sts import errors, names, rules, sessions, trusted
from fogbank.services.sts._shapes import (
    GetFederationTokenRequest,
    GetFederationTokenResponse,
    GetSessionTokenRequest,
    GetSessionTokenResponse,
)


def _lasting(call: Call) -> Principal:
    """The caller, who must be a user or root without a session. Errors: AccessDenied, MissingAuthenticationToken."""
    principal = call.principal
    if principal.kind == "anonymous":
        raise errors.unsigned()
    if principal.session is not None:
        raise errors.not_with_session(call.operation)
    return principal


@operation("GetSessionToken", on=unasked)
def get_session_token(call: Call, req: GetSessionTokenRequest) -> GetSessionTokenResponse:
    """Give the caller temporary credentials, with the word that a code of an MFA device came along, if it did.

    Errors: AccessDenied, MissingAuthenticationToken.
    Source: API Reference, GetSessionToken: no permissions are required.
    """
    caller = _lasting(call)
    seconds = rules.long_seconds(req.get("DurationSeconds"), root=caller.is_root)
    session = sessions.session_of(call, caller.arn, {}, account=call.account, mfa=trusted.check_mfa(call, req))
    return sessions.begin(call, caller._replace(session=session), seconds, req)


def _tags(req: Any) -> rules.Tags:
    return rules.tags(req.get("Tags", ()), (), None)


def _on_federated_user(call: Call, req: dict[str, Any]) -> list[Target]:
    """The federated user that is to be, in the caller's account."""
    _lasting(call)
    arn = names.federated_user(call, req["Name"])
    return names.on_access(arn, call.account, sessions.tag_keys(_tags(req)), trust=None, source_identity="")


@operation("GetFederationToken", on=_on_federated_user)
def get_federation_token(call: Call, req: GetFederationTokenRequest) -> GetFederationTokenResponse:
    """Give temporary credentials to somebody the caller vouches for: what the caller may do and session policies allow.

    Errors: AccessDenied, ValidationError, MalformedPolicyDocument, PackedPolicyTooLarge, InvalidParameterValue.
    Source: API Reference, GetFederationToken; IAM User Guide, Permissions for GetFederationToken.
    """
    caller = call.principal
    seconds = rules.long_seconds(req.get("DurationSeconds"), root=caller.is_root)
    session = sessions.session_of(call, caller.arn, req, account=call.account, tags=_tags(req))
    arn, id_ = names.federated_user(call, req["Name"]), f"{call.account}:{req['Name']}"
    principal = Principal("federated-user", arn, call.account, id_, session=session)
    begun = sessions.begin(call, principal, seconds, req)
    return {
        **begun,
        "FederatedUser": {"FederatedUserId": id_, "Arn": arn},
        "PackedPolicySize": begun["SessionTokenUtilization"],
    }
