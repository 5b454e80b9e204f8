"""Whom the access decisions of STS are about: roles, federated users, or nobody."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target
from fogbank.services.sts import errors

Keys = dict[str, str | tuple[str, ...]]


def federated_user(call: Call, name: str) -> str:
    """The ARN of a federated user of the caller's account."""
    return f"arn:{call.partition}:sts::{call.account}:federated-user/{name}"


def on_anything(call: Call, req: Any) -> Target:
    """No resource; and not for sessions of users, roots and federated users.

    Source: API Reference, GetSessionToken and GetFederationToken, Permissions: which operations of STS they may call.
    """
    if call.principal.session is not None and call.principal.kind != "assumed-role":
        raise errors.not_with_session(call.operation)
    return Target("*", call.account)


def on_access(arn: str, account: str, keys: Keys, *, trust: str | None, source_identity: str) -> list[Target]:
    """What has to be allowed of a role (which its trust policy alone does) or of a federated user, before one is it.

    Tags need sts:TagSession and a source identity sts:SetSourceIdentity, also where they come down a chain.
    Source: IAM User Guide, Pass session tags in AWS STS (permissions required); Monitor and control actions taken with
    assumed roles (permissions required to set source identity); observed for tags that a chain hands on.
    """
    actions: list[str | None] = [None]
    if "aws:tagkeys" in keys:
        actions.append("sts:TagSession")
    if source_identity:
        actions.append("sts:SetSourceIdentity")
    return [Target(arn, account, trust, action, delegates=trust is not None, keys=keys) for action in actions]
