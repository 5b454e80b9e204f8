"""Roles entered with a proof from outside: what SAML and web identities have in common."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from fogbank.kernel.call import Call
from fogbank.kernel.identity import authorize
from fogbank.services.sts import errors, names, rules, sessions, trusted
from fogbank.services.sts._shapes import AssumedRoleUser, GetSessionTokenResponse
from fogbank.services.sts.rules import Tags
from fogbank.services.sts.trusted import Role

# Which of the keys of a proof its session keeps. Source: IAM User Guide, Available keys for SAML-based federation and
# for AWS OIDC federation ("in the session"): these are in the requests of the session, too.
_KEPT = ("saml:namequalifier", "saml:sub", "saml:sub_type")


class Proof(NamedTuple):
    """A verified proof. `provider`: its ARN. `keys`: condition keys, in lower case; the session keeps those `kept`."""

    provider: str
    session_name: str
    source_identity: str
    tags: Tags
    keys: names.Keys
    kept: tuple[str, ...] = _KEPT


def judge(call: Call, role_arn: str, proof: Proof) -> Role:
    """The role, if it trusts whoever has the proof. Errors: AccessDenied, which does not tell whether there is one."""
    role = trusted.role(call, role_arn)
    keys: names.Keys = {
        **proof.keys,
        **sessions.tag_keys(proof.tags),
        "aws:federatedprovider": proof.provider,
        "sts:rolesessionname": proof.session_name,
    }
    if proof.source_identity:
        keys["sts:sourceidentity"] = proof.source_identity
    account, trust = trusted.account_of_role(role_arn), role.trust if role is not None else trusted.NOBODY
    for target in names.on_access(role_arn, account, keys, trust=trust, source_identity=proof.source_identity):
        if not authorize.ask(call, target).allowed:
            raise errors.not_federated(call.operation)
    assert role is not None  # nobody is trusted by one that is not there
    return role


def enter(
    call: Call, role: Role, proof: Proof, seconds: int, req: Mapping[str, Any]
) -> tuple[GetSessionTokenResponse, AssumedRoleUser]:
    """Begin a session of the role. Errors: MalformedPolicyDocument, PackedPolicyTooLarge, ValidationError."""
    call.account = role.account  # whose trail the call belongs to: nobody signed it
    facts = {"aws:federatedprovider": proof.provider}
    if proof.source_identity:
        facts["aws:sourceidentity"] = proof.source_identity
    for key in proof.kept:
        value = proof.keys.get(key)
        if isinstance(value, str):
            facts[key] = value
    session = sessions.session_of(call, role.arn, req, account=role.account, tags=proof.tags, facts=facts)
    principal = sessions.of_role(role, proof.session_name, session)
    return sessions.begin(call, principal, seconds, req), sessions.entered(principal)


def tags(given: tuple[list[dict[str, str]], list[str]]) -> Tags:
    """The session tags of a proof. Errors: InvalidParameterValue."""
    return rules.tags(*given, None)
