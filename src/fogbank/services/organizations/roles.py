"""The IAM roles that Organizations makes in accounts: as their root, before the account is a member.

So no service control policy stands in the way, as in AWS, where the service does it itself.
"""

from typing import Any

import orjson

from fogbank.kernel.call import Call
from fogbank.kernel.errors import AccessDenied, ServiceError
from fogbank.kernel.identity.principal import Principal, root_of
from fogbank.services.organizations import errors

_SERVICE = "organizations.amazonaws.com"
_LINKED = "AWSServiceRoleForOrganizations"
DEFAULT = "OrganizationAccountAccessRole"


def link(call: Call, account: str, *, as_: Principal | None = None) -> None:
    """Make AWSServiceRoleForOrganizations in an account that does not have it yet; `as_` whom it needs a permission.

    Errors: AccessDeniedForDependencyException.
    Source: Organizations User Guide, AWS Organizations and service-linked roles.
    """
    try:
        _iam(call, account, "GetRole", {"RoleName": _LINKED})
    except ServiceError as error:
        if error.query_code != "NoSuchEntity":
            raise
        try:
            _iam(call, account, "CreateServiceLinkedRole", {"AWSServiceName": _SERVICE}, as_=as_)
        except AccessDenied:
            raise errors.needs_linked_role() from None


def let_in(call: Call, account: str, role: str, management: str, region: str = "") -> None:
    """Make the role with which the management account has all rights in a new account.

    Source: Organizations User Guide, Accessing a member account that has OrganizationAccountAccessRole: it has the
    managed policy AdministratorAccess, and its trust policy names the management account.
    """
    partition = call.kernel.topology.partition(region or call.region)
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:{partition}:iam::{management}:root"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
    document = orjson.dumps(trust).decode()
    _iam(call, account, "CreateRole", {"RoleName": role, "AssumeRolePolicyDocument": document}, region)
    administrator = f"arn:{partition}:iam::aws:policy/AdministratorAccess"
    _iam(call, account, "AttachRolePolicy", {"RoleName": role, "PolicyArn": administrator}, region)


def _iam(
    call: Call,
    account: str,
    operation: str,
    params: dict[str, Any],
    region: str = "",
    as_: Principal | None = None,
) -> Any:
    return call.invoke("iam", operation, params, as_=as_ or root_of(account), region=region)
