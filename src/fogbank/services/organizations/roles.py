"""The IAM roles that Organizations makes in accounts: as their root, before the account is a member.

So no service control policy stands in the way, as in AWS, where the service does it itself.
"""

from typing import Any

import orjson

from fogbank.kernel.call import Call
from fogbank.kernel.identity.principal import root_of

DEFAULT = "OrganizationAccountAccessRole"


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


def _iam(call: Call, account: str, operation: str, params: dict[str, Any], region: str = "") -> Any:
    return call.invoke("iam", operation, params, as_=root_of(account), region=region)
