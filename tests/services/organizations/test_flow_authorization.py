"""Who in an account may call Organizations. Source: Service Authorization Reference, AWS Organizations."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied, ServiceError
from fogbank.kernel.identity.principal import Principal
from tests.cloud import ACCOUNT
from tests.services.organizations.conftest import OTHER, SCP, Org

# What an operation asks for, where it needs more than nothing. Only the permission is in question here: it is asked
# before anything is looked for.
NEEDED: dict[str, dict[str, Any]] = {
    "AcceptHandshake": {"HandshakeId": "h-12345678"},
    "AttachPolicy": {"PolicyId": "p-12345678", "TargetId": "r-abcd"},
    "CancelHandshake": {"HandshakeId": "h-12345678"},
    "CloseAccount": {"AccountId": OTHER},
    "CreateAccount": {"Email": "jo@example.org", "AccountName": "jo"},
    "CreateGovCloudAccount": {"Email": "jo@example.org", "AccountName": "jo"},
    "CreateOrganization": {},
    "CreateOrganizationalUnit": {"ParentId": "r-abcd", "Name": "x"},
    "CreatePolicy": {"Name": "x", "Description": "", "Content": "{}", "Type": SCP},
    "DeclineHandshake": {"HandshakeId": "h-12345678"},
    "DeleteOrganization": {},
    "DeleteOrganizationalUnit": {"OrganizationalUnitId": "ou-abcd-12345678"},
    "DeletePolicy": {"PolicyId": "p-12345678"},
    "DeleteResourcePolicy": {},
    "DeregisterDelegatedAdministrator": {"AccountId": OTHER, "ServicePrincipal": "sso.amazonaws.com"},
    "DescribeAccount": {"AccountId": OTHER},
    "DescribeCreateAccountStatus": {"CreateAccountRequestId": "car-12345678"},
    "DescribeEffectivePolicy": {"PolicyType": "TAG_POLICY"},
    "DescribeHandshake": {"HandshakeId": "h-12345678"},
    "DescribeOrganization": {},
    "DescribeOrganizationalUnit": {"OrganizationalUnitId": "ou-abcd-12345678"},
    "DescribePolicy": {"PolicyId": "p-12345678"},
    "DescribeResourcePolicy": {},
    "DetachPolicy": {"PolicyId": "p-12345678", "TargetId": "r-abcd"},
    "DisableAWSServiceAccess": {"ServicePrincipal": "sso.amazonaws.com"},
    "DisablePolicyType": {"RootId": "r-abcd", "PolicyType": SCP},
    "EnableAWSServiceAccess": {"ServicePrincipal": "sso.amazonaws.com"},
    "EnableAllFeatures": {},
    "EnablePolicyType": {"RootId": "r-abcd", "PolicyType": SCP},
    "InviteAccountToOrganization": {"Target": {"Type": "ACCOUNT", "Id": OTHER}},
    "LeaveOrganization": {},
    "ListAWSServiceAccessForOrganization": {},
    "ListAccounts": {},
    "ListAccountsForParent": {"ParentId": "r-abcd"},
    "ListChildren": {"ParentId": "r-abcd", "ChildType": "ACCOUNT"},
    "ListCreateAccountStatus": {},
    "ListDelegatedAdministrators": {},
    "ListDelegatedServicesForAccount": {"AccountId": OTHER},
    "ListHandshakesForAccount": {},
    "ListHandshakesForOrganization": {},
    "ListOrganizationalUnitsForParent": {"ParentId": "r-abcd"},
    "ListParents": {"ChildId": OTHER},
    "ListPolicies": {"Filter": SCP},
    "ListPoliciesForTarget": {"TargetId": "r-abcd", "Filter": SCP},
    "ListRoots": {},
    "ListTagsForResource": {"ResourceId": "r-abcd"},
    "ListTargetsForPolicy": {"PolicyId": "p-12345678"},
    "MoveAccount": {"AccountId": OTHER, "SourceParentId": "r-abcd", "DestinationParentId": "r-abcd"},
    "PutResourcePolicy": {"Content": "{}"},
    "RegisterDelegatedAdministrator": {"AccountId": OTHER, "ServicePrincipal": "sso.amazonaws.com"},
    "RemoveAccountFromOrganization": {"AccountId": OTHER},
    "TagResource": {"ResourceId": "r-abcd", "Tags": []},
    "UntagResource": {"ResourceId": "r-abcd", "TagKeys": []},
    "UpdateOrganizationalUnit": {"OrganizationalUnitId": "ou-abcd-12345678", "Name": "x"},
    "UpdatePolicy": {"PolicyId": "p-12345678"},
}


def _user(org: Org, *statements: dict[str, Any]) -> Principal:
    made = org.cloud.call("iam", "CreateUser", {"UserName": "jo"})["User"]
    if statements:
        document = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
        params = {"UserName": "jo", "PolicyName": "own", "PolicyDocument": document}
        org.cloud.call("iam", "PutUserPolicy", params)
    return Principal("user", made["Arn"], ACCOUNT, made["UserId"])


def _allow(action: str, resource: object = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": f"organizations:{action}", "Resource": resource, **more}


def test_every_operation_needs_its_permission(org: Org) -> None:
    user = _user(org)
    for operation, params in NEEDED.items():
        with pytest.raises(AccessDenied, match=f"is not authorized to perform: organizations:{operation} on resource"):
            org.cloud.call("organizations", operation, params, principal=user)


def test_on_one_unit(org: Org) -> None:
    """The parent of a new unit is the resource."""
    organization = org.call("DescribeOrganization")["Organization"]["Id"]
    unit, other = org.unit("one"), org.unit("two")
    arn = f"arn:aws:organizations::{ACCOUNT}:ou/{organization}/{unit}"
    user = _user(org, _allow("CreateOrganizationalUnit", arn))
    params = {"ParentId": unit, "Name": "inner"}
    org.cloud.call("organizations", "CreateOrganizationalUnit", params, principal=user)
    with pytest.raises(AccessDenied, match=f"ou/{organization}/{other}"):
        org.cloud.call("organizations", "CreateOrganizationalUnit", {**params, "ParentId": other}, principal=user)


def test_both_ends_of_an_attachment(org: Org) -> None:
    """AttachPolicy needs the policy and what it is attached to."""
    org.enable()
    organization = org.call("DescribeOrganization")["Organization"]["Id"]
    policy, unit = org.policy("no-s3"), org.unit("one")
    prefix = f"arn:aws:organizations::{ACCOUNT}"
    policies = f"{prefix}:policy/{organization}/service_control_policy/*"
    user = _user(org, _allow("AttachPolicy", [policies, f"{prefix}:ou/{organization}/*"]))
    org.cloud.call("organizations", "AttachPolicy", {"PolicyId": policy, "TargetId": unit}, principal=user)
    with pytest.raises(AccessDenied, match=f"root/{organization}"):
        org.cloud.call("organizations", "AttachPolicy", {"PolicyId": policy, "TargetId": org.root}, principal=user)


def test_condition_keys(org: Org) -> None:
    """organizations:PolicyType, organizations:ServicePrincipal, aws:RequestTag."""
    user = _user(
        org,
        _allow("ListPolicies", Condition={"StringEquals": {"organizations:PolicyType": SCP}}),
        _allow("Enable*", Condition={"StringEquals": {"organizations:ServicePrincipal": "sso.amazonaws.com"}}),
        _allow("TagResource", Condition={"StringEquals": {"aws:RequestTag/team": "blue"}}),
    )
    for operation, params, other in (
        ("ListPolicies", {"Filter": SCP}, {"Filter": "TAG_POLICY"}),
        ("EnableAWSServiceAccess", {"ServicePrincipal": "sso.amazonaws.com"}, {"ServicePrincipal": "x.amazonaws.com"}),
        (
            "TagResource",
            {"ResourceId": org.root, "Tags": [{"Key": "team", "Value": "blue"}]},
            {"ResourceId": org.root, "Tags": [{"Key": "team", "Value": "red"}]},
        ),
    ):
        org.cloud.call("organizations", operation, params, principal=user)
        with pytest.raises(AccessDenied):
            org.cloud.call("organizations", operation, other, principal=user)


def _has_linked_role(org: Org, account: str) -> bool:
    roles = org.cloud.call("iam", "ListRoles", {}, account=account)["Roles"]
    return "AWSServiceRoleForOrganizations" in [role["RoleName"] for role in roles]


def test_the_role_that_organizations_needs(alone: Org) -> None:
    """Source: Organizations User Guide, AWS Organizations and service-linked roles."""
    user = _user(alone, _allow("CreateOrganization"))
    with pytest.raises(ServiceError) as caught:
        alone.cloud.call("organizations", "CreateOrganization", {}, principal=user)
    assert caught.value.code == "AccessDeniedForDependencyException"
    assert caught.value.members == {"Reason": "ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE"}
    assert alone.code("DescribeOrganization") == "AWSOrganizationsNotInUseException"
    alone.call("CreateOrganization", FeatureSet="CONSOLIDATED_BILLING")
    members = [alone.account(), alone.invite(OTHER)]
    assert not any(_has_linked_role(alone, account) for account in (ACCOUNT, *members))
    whole = alone.call("EnableAllFeatures")["Handshake"]
    (part,) = alone.call("ListHandshakesForAccount", account=OTHER, Filter={"ParentHandshakeId": whole["Id"]})[
        "Handshakes"
    ]
    alone.call("AcceptHandshake", account=OTHER, HandshakeId=part["Id"])
    alone.call("AcceptHandshake", HandshakeId=whole["Id"])
    members += [alone.account("later"), alone.invite("333344445555")]
    assert all(_has_linked_role(alone, account) for account in (ACCOUNT, *members))
