"""Roles, entered by those who have credentials already."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import NotImplementedHere
from fogbank.kernel.identity.keys import AccessKey
from fogbank.kernel.operation import Target, operation
from fogbank.services.sts import errors, names, rules, sessions, trusted
from fogbank.services.sts._shapes import AssumeRoleRequest, AssumeRoleResponse


def _tags(call: Call, req: Any) -> rules.Tags:
    return rules.tags(req.get("Tags", ()), req.get("TransitiveTagKeys", ()), call.principal.session)


def _on_role(call: Call, req: dict[str, Any]) -> list[Target]:
    """The role of the request, by its trust policy alone."""
    principal = call.principal
    if principal.is_root and call.tx.get(AccessKey, principal.access_key) is not None:
        # Not a key that was never issued: that stands for an account in lenient mode, where there may be nobody else.
        raise errors.root_cannot()
    account = trusted.account_of_role(req["RoleArn"])
    if principal.kind == "federated-user":
        raise errors.not_allowed(principal.arn, "sts:AssumeRole", req["RoleArn"])
    role, tags = trusted.role(call, req["RoleArn"]), _tags(call, req)
    source_identity = rules.source_identity(req.get("SourceIdentity", ""), principal.session)
    keys: names.Keys = {"sts:rolesessionname": req["RoleSessionName"], **sessions.tag_keys(tags)}
    if "ExternalId" in req:
        keys["sts:externalid"] = req["ExternalId"]
    if source_identity:
        keys["sts:sourceidentity"] = source_identity
    if trusted.check_mfa(call, req):
        keys |= {"aws:multifactorauthpresent": "true", "aws:multifactorauthage": "0"}
    trust = role.trust if role is not None else trusted.NOBODY
    return names.on_access(req["RoleArn"], account, keys, trust=trust, source_identity=source_identity)


@operation("AssumeRole", on=_on_role)
def assume_role(call: Call, req: AssumeRoleRequest) -> AssumeRoleResponse:
    """Give temporary credentials of a role to somebody whom it trusts.

    Errors: AccessDenied, ValidationError, MalformedPolicyDocument, PackedPolicyTooLarge, InvalidParameterValue.
    Source: API Reference, AssumeRole; IAM User Guide, Roles terms and concepts (role chaining).
    Differs: a root user is refused, as by AWS, with a key that was issued; any other key stands for an account in
    lenient mode, and may enter the roles that trust the account. Contexts of IAM Identity Center are not taken.
    """
    if "ProvidedContexts" in req:
        raise NotImplementedHere("sts", "AssumeRole with ProvidedContexts")
    role = trusted.role(call, req["RoleArn"])
    assert role is not None  # nobody is trusted by one that is not there
    caller, mfa = call.principal, "TokenCode" in req
    seconds = rules.role_seconds(req.get("DurationSeconds"), role.session_s_max, chained=caller.kind == "assumed-role")
    facts = {}
    if source_identity := rules.source_identity(req.get("SourceIdentity", ""), caller.session):
        facts["aws:sourceidentity"] = source_identity
    if caller.session is not None and caller.kind != "assumed-role":
        mfa = mfa or caller.session.facts.get("aws:multifactorauthpresent") == "true"
    session = sessions.session_of(
        call, role.arn, req, account=role.account, tags=_tags(call, req), mfa=mfa, facts=facts
    )
    principal = sessions.of_role(role, req["RoleSessionName"], session)
    begun = sessions.begin(call, principal, seconds, req)
    answer: AssumeRoleResponse = {
        "Credentials": begun["Credentials"],
        "AssumedRoleUser": sessions.entered(principal),
        "PackedPolicySize": begun["SessionTokenUtilization"],
        "SessionTokenSize": begun["SessionTokenSize"],
        "SessionTokenUtilization": begun["SessionTokenUtilization"],
    }
    if source_identity:
        answer["SourceIdentity"] = source_identity
    return answer
