"""Which action on which resource every operation needs, and what principals hold.

Source: Service Authorization Reference, Actions, resources, and condition keys for AWS IAM.
"""

import re
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity import facts
from fogbank.kernel.identity.principal import Principal, Session
from tests.cloud import ACCOUNT
from tests.services.iam import saml
from tests.services.iam.client import Client
from tests.services.iam.documents import allow, deny, trust

HOME = f"arn:aws:iam::{ACCOUNT}:"
AWS = "arn:aws:iam::aws:policy/ReadOnlyAccess"
EC2 = trust(Service="ec2.amazonaws.com")
USER, GROUP, ROLE = {"UserName": "u"}, {"GroupName": "g"}, {"RoleName": "r"}
PROFILE, POLICY = {"InstanceProfileName": "i"}, {"PolicyArn": f"{HOME}policy/x/p"}
DOCUMENT = {"PolicyName": "d", "PolicyDocument": allow("s3:*")}
KEY = {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE"}
TAGS, TAG_KEYS = {"Tags": [{"Key": "a", "Value": "b"}]}, {"TagKeys": ["a"]}
EDGE = {"PermissionsBoundary": AWS}

# By resource: the operations, each with what a request needs beside the name.
NEEDS: dict[str, tuple[dict[str, Any], dict[str, dict[str, Any]]]] = {
    "user/x/u": (
        USER,
        {
            "CreateUser": {"Path": "/other/"},
            "GetUser": {},
            "UpdateUser": {"NewUserName": "u"},
            "DeleteUser": {},
            "ListGroupsForUser": {},
            "PutUserPolicy": DOCUMENT,
            "GetUserPolicy": {"PolicyName": "d"},
            "DeleteUserPolicy": {"PolicyName": "d"},
            "ListUserPolicies": {},
            "AttachUserPolicy": {"PolicyArn": AWS},
            "DetachUserPolicy": {"PolicyArn": AWS},
            "ListAttachedUserPolicies": {},
            "PutUserPermissionsBoundary": EDGE,
            "DeleteUserPermissionsBoundary": {},
            "CreateAccessKey": {},
            "ListAccessKeys": {},
            "UpdateAccessKey": {**KEY, "Status": "Active"},
            "DeleteAccessKey": KEY,
            "TagUser": TAGS,
            "UntagUser": TAG_KEYS,
            "ListUserTags": {},
        },
    ),
    "group/x/g": (
        GROUP,
        {
            "CreateGroup": {},
            "GetGroup": {},
            "UpdateGroup": {"NewGroupName": "g"},
            "DeleteGroup": {},
            "AddUserToGroup": USER,
            "RemoveUserFromGroup": USER,
            "PutGroupPolicy": DOCUMENT,
            "GetGroupPolicy": {"PolicyName": "d"},
            "DeleteGroupPolicy": {"PolicyName": "d"},
            "ListGroupPolicies": {},
            "AttachGroupPolicy": {"PolicyArn": AWS},
            "DetachGroupPolicy": {"PolicyArn": AWS},
            "ListAttachedGroupPolicies": {},
        },
    ),
    "role/x/r": (
        ROLE,
        {
            "CreateRole": {"AssumeRolePolicyDocument": EC2},
            "GetRole": {},
            "UpdateRole": {},
            "UpdateRoleDescription": {"Description": "d"},
            "UpdateAssumeRolePolicy": {"PolicyDocument": EC2},
            "DeleteRole": {},
            "PutRolePolicy": DOCUMENT,
            "GetRolePolicy": {"PolicyName": "d"},
            "DeleteRolePolicy": {"PolicyName": "d"},
            "ListRolePolicies": {},
            "AttachRolePolicy": {"PolicyArn": AWS},
            "DetachRolePolicy": {"PolicyArn": AWS},
            "ListAttachedRolePolicies": {},
            "PutRolePermissionsBoundary": EDGE,
            "DeleteRolePermissionsBoundary": {},
            "ListInstanceProfilesForRole": {},
            "TagRole": TAGS,
            "UntagRole": TAG_KEYS,
            "ListRoleTags": {},
        },
    ),
    "instance-profile/x/i": (
        PROFILE,
        {
            "CreateInstanceProfile": {},
            "GetInstanceProfile": {},
            "DeleteInstanceProfile": {},
            "AddRoleToInstanceProfile": ROLE,
            "RemoveRoleFromInstanceProfile": ROLE,
            "TagInstanceProfile": TAGS,
            "UntagInstanceProfile": TAG_KEYS,
            "ListInstanceProfileTags": {},
        },
    ),
    "policy/x/p": (
        POLICY,
        {
            "GetPolicy": {},
            "DeletePolicy": {},
            "CreatePolicyVersion": {"PolicyDocument": allow("s3:*")},
            "GetPolicyVersion": {"VersionId": "v1"},
            "ListPolicyVersions": {},
            "SetDefaultPolicyVersion": {"VersionId": "v1"},
            "DeletePolicyVersion": {"VersionId": "v1"},
            "ListEntitiesForPolicy": {},
            "TagPolicy": TAGS,
            "UntagPolicy": TAG_KEYS,
            "ListPolicyTags": {},
        },
    ),
    "policy/y/new": ({}, {"CreatePolicy": {"PolicyName": "new", "Path": "/y/", "PolicyDocument": allow("s3:*")}}),
    # Source: observed, "not authorized to perform: iam:ListRoles on resource: arn:aws:iam::…:role/".
    "user/x/": ({"PathPrefix": "/x/"}, {"ListUsers": {}}),
    "group/": ({}, {"ListGroups": {}}),
    "role/": ({}, {"ListRoles": {}}),
    "policy/": ({}, {"ListPolicies": {}}),
    "instance-profile/": ({}, {"ListInstanceProfiles": {}}),
    "user/*": ({}, {"GetAccessKeyLastUsed": KEY}),
    "user/x/u ": ({}, {"GetContextKeysForPrincipalPolicy": {"PolicySourceArn": f"{HOME}user/x/u"}}),
    "*": (
        {},
        {
            "GetAccountAuthorizationDetails": {},
            "GetContextKeysForCustomPolicy": {"PolicyInputList": [allow("s3:*")]},
        },
    ),
}
# What refusals call a resource, where not by its ARN. Source: observed, as said in services/iam/names.py.
CALLED = {
    "user/x/u": "user u",
    "group/x/g": "group g",
    "role/x/r": "role r",
    "instance-profile/x/i": "instance profile i",
    "policy/x/p": f"policy {HOME}policy/x/p",
    "policy/y/new": "policy new",
    "policy/": "policy path /",
}
BY_ARN = {
    "CreateUser",
    "CreateGroup",
    "CreateRole",
    "CreateInstanceProfile",
    "TagUser",
    "TagRole",
    "TagInstanceProfile",
    "UntagUser",
    "UntagRole",
    "UntagInstanceProfile",
    "PutUserPermissionsBoundary",
    "PutRolePermissionsBoundary",
}


def _case(operation: str, resource: str, params: dict[str, Any]) -> tuple[str, dict[str, Any], str, str]:
    arn = resource if resource == "*" else HOME + resource.strip()
    return operation, params, arn, arn if operation in BY_ARN else CALLED.get(resource, arn)


CASES = [
    _case(operation, resource, {**name, **more})
    for resource, (name, operations) in NEEDS.items()
    for operation, more in operations.items()
]


@pytest.fixture
def peopled(iam: Client) -> Client:
    """An account in which everything that the requests name is there, below the path /x/."""
    iam.call("CreateUser", UserName="u", Path="/x/")
    iam.call("CreateGroup", GroupName="g", Path="/x/")
    iam.call("CreateRole", RoleName="r", Path="/x/", AssumeRolePolicyDocument=EC2)
    iam.call("CreateInstanceProfile", InstanceProfileName="i", Path="/x/")
    iam.call("CreatePolicy", PolicyName="p", Path="/x/", PolicyDocument=allow("s3:*"))
    return iam


@pytest.mark.parametrize(("operation", "params", "resource", "called"), CASES, ids=[case[0] for case in CASES])
def test_what_a_user_needs(peopled: Client, operation: str, params: dict[str, Any], resource: str, called: str) -> None:
    """IAM-004: refused without a policy; with the action on just that resource it is let through."""
    who = peopled.user("who")
    code, message = peopled.refused(operation, as_=who, **params)
    assert code == "AccessDenied"
    assert message == (
        f"User: {who.arn} is not authorized to perform: iam:{operation} on resource: {called} because no "
        f"identity-based policy allows the iam:{operation} action"
    )
    document = allow(f"iam:{operation}", resource=resource)
    peopled.call("PutUserPolicy", UserName="who", PolicyName="p", PolicyDocument=document)
    assert f"iam:{operation} on" not in _complaint(peopled, operation, who, params)


def _complaint(iam: Client, operation: str, who: Principal, params: dict[str, Any]) -> str:
    """What a call that is allowed is told nevertheless: that something else is wrong, or needed too."""
    try:
        iam.call(operation, as_=who, **params)
    except ServiceError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("operation", "resource"), [(case[0], case[2]) for case in CASES])
def test_the_resource_is_of_a_type_of_the_reference(operation: str, resource: str) -> None:
    action = facts.action(f"iam:{operation}")
    assert action is not None
    forms = [re.sub(r"\$\{Account\}", ACCOUNT, form).replace("${Partition}", "aws") for form in facts.arns(action)]
    listing = resource.endswith("/")
    assert resource == "*" or listing or any(resource.startswith(form.partition("$")[0]) for form in forms)


class TestWhatRefusalsCallIt:
    """Source: observed, as said in services/iam/names.py and operations/certificates.py."""

    def test_who_asks_about_itself(self, iam: Client) -> None:
        ann = iam.user("ann")
        for operation, called in (
            ("GetUser", ann.arn),
            ("ListAccessKeys", "user nullann"),
            ("CreateAccessKey", "user nullann"),
        ):
            assert f"iam:{operation} on resource: {called} because" in iam.refused(operation, as_=ann)[1]

    def test_a_session_that_asks_about_itself(self, iam: Client) -> None:
        role = iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=trust(AWS=ACCOUNT))["Role"]
        name = f"arn:aws:sts::{ACCOUNT}:assumed-role/r/s"
        who = Principal("assumed-role", name, ACCOUNT, f"{role['RoleId']}:s", session=Session(role["Arn"]))
        assert f"iam:GetUser on resource: {name} because" in iam.refused("GetUser", as_=who)[1]

    def test_server_certificates(self, iam: Client) -> None:
        ann = iam.user("ann")
        name = {"ServerCertificateName": "site"}
        body = {"CertificateBody": saml.pem(saml.certificate()), "PrivateKey": saml.key_pem()}
        for operation, more, called in (
            ("UploadServerCertificate", body, f"{HOME}server-certificate/site"),
            ("GetServerCertificate", {}, "server certificate site"),
            ("DeleteServerCertificate", {}, "server certificate site"),
        ):
            refused = iam.refused(operation, as_=ann, **name, **more)
            assert f"iam:{operation} on resource: {called} because" in refused[1]

    def test_policies_of_a_path(self, iam: Client) -> None:
        ann = iam.user("ann")
        refused = iam.refused("ListPolicies", as_=ann, PathPrefix="/x/")
        assert "iam:ListPolicies on resource: policy path /x/ because" in refused[1]
        iam.call("PutUserPolicy", UserName="ann", PolicyName="p", PolicyDocument=deny("iam:ListPolicies"))
        refused = iam.refused("ListPolicies", as_=ann)
        assert "iam:ListPolicies on resource: policy path / with an explicit deny in an" in refused[1]


# How things are made, and the action that tags at that time need beside. Source: observed, as in names.with_tags.
MADE: list[tuple[str, dict[str, Any], str, str]] = [
    ("CreateUser", {"UserName": "x"}, "iam:TagUser", f"{HOME}user/x"),
    ("CreateRole", {"RoleName": "x", "AssumeRolePolicyDocument": EC2}, "iam:TagRole", f"{HOME}role/x"),
    ("CreatePolicy", {**DOCUMENT, "PolicyName": "x"}, "iam:TagPolicy", "policy x"),
    (
        "CreateInstanceProfile",
        {"InstanceProfileName": "x"},
        "iam:TagInstanceProfile",
        f"{HOME}instance-profile/x",
    ),
    (
        "CreateOpenIDConnectProvider",
        {"Url": "https://idp.example.com"},
        "iam:TagOpenIDConnectProvider",
        f"{HOME}oidc-provider/idp.example.com",
    ),
    (
        "CreateSAMLProvider",
        {"Name": "x", "SAMLMetadataDocument": saml.metadata()},
        "iam:TagSAMLProvider",
        f"{HOME}saml-provider/x",
    ),
    ("CreateVirtualMFADevice", {"VirtualMFADeviceName": "x"}, "iam:TagMFADevice", f"{HOME}mfa/x"),
    (
        "UploadServerCertificate",
        {
            "ServerCertificateName": "x",
            "CertificateBody": saml.pem(saml.certificate()),
            "PrivateKey": saml.key_pem(),
        },
        "iam:TagServerCertificate",
        f"{HOME}server-certificate/x",
    ),
]


@pytest.mark.parametrize(("operation", "params", "action", "called"), MADE, ids=[row[0] for row in MADE])
def test_tags_of_something_new(iam: Client, operation: str, params: dict[str, Any], action: str, called: str) -> None:
    who = iam.user("who")
    iam.allow("who", f"iam:{operation}")
    code, message = iam.refused(operation, as_=who, **params, **TAGS)
    assert code == "AccessDenied"
    assert f"perform: {action} on resource: {called} because no identity-based policy allows" in message
    iam.allow("who", f"iam:{operation}", action)
    iam.call(operation, as_=who, **params, **TAGS)


class TestWhatIsHeld:
    def test_the_session_policies_of_a_role(self, iam: Client) -> None:
        role = iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=trust(AWS=ACCOUNT))["Role"]
        iam.call("PutRolePolicy", RoleName="r", PolicyName="p", PolicyDocument=allow("iam:*"))
        limits = iam.call("CreatePolicy", PolicyName="l", PolicyDocument=allow("iam:ListUsers"))["Policy"]["Arn"]
        name = f"arn:aws:sts::{ACCOUNT}:assumed-role/r/s"
        session = Session(role["Arn"], policy_arns=(limits,))
        who = Principal("assumed-role", name, ACCOUNT, f"{role['RoleId']}:s", session=session)
        iam.call("ListUsers", as_=who)
        code, message = iam.refused("ListRoles", as_=who)
        assert code == "AccessDenied" and "no session policy allows" in message

    def test_a_session_of_root(self, iam: Client) -> None:
        limits = iam.call("CreatePolicy", PolicyName="l", PolicyDocument=allow("iam:ListUsers"))["Policy"]["Arn"]
        root = f"arn:aws:iam::{ACCOUNT}:root"
        facts = {"aws:multifactorauthpresent": "true"}
        who = Principal("root", root, ACCOUNT, ACCOUNT, session=Session(root, policy_arns=(limits,), facts=facts))
        iam.call("ListUsers", as_=who)
        assert iam.refused("ListRoles", as_=who)[0] == "AccessDenied"

    def test_another_accounts_administrator(self, iam: Client) -> None:
        """IAM-027."""
        others = Client(iam.cloud, "111122223333")
        admin = others.user("admin")
        others.call("AttachUserPolicy", UserName="admin", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
        own = iam.call("CreatePolicy", PolicyName="p", PolicyDocument=allow("s3:*"))["Policy"]["Arn"]
        assert others.refused("GetPolicy", as_=admin, PolicyArn=own)[0] == "AccessDenied"
        assert others.call("ListUsers", as_=admin)["Users"][0]["UserName"] == "admin"
