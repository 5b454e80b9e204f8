"""Lists, one thing at a time: nothing is lost or comes twice. Source: API Reference, MaxItems and Marker of each."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cloud import ACCOUNT
from tests.services.iam import saml
from tests.services.iam.client import Client
from tests.services.iam.documents import allow, trust

Params = dict[str, Any]
Make = Callable[[Client, int], Params]
NAMES = "abc"
EC2 = trust(Service="ec2.amazonaws.com")
USER, GROUP, ROLE = {"UserName": "u"}, {"GroupName": "g"}, {"RoleName": "r"}
HOLDERS: dict[str, tuple[Params, Params]] = {
    "User": (USER, {}),
    "Group": (GROUP, {}),
    "Role": (ROLE, {"AssumeRolePolicyDocument": EC2}),
}
TAGGED: dict[str, tuple[str, Params, Params]] = {
    "User": ("CreateUser", USER, {}),
    "Role": ("CreateRole", ROLE, {"AssumeRolePolicyDocument": EC2}),
    "Policy": (
        "CreatePolicy",
        {"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/p"},
        {"PolicyName": "p", "PolicyDocument": allow("s3:*")},
    ),
    "InstanceProfile": ("CreateInstanceProfile", {"InstanceProfileName": "i"}, {}),
    "OpenIDConnectProvider": (
        "CreateOpenIDConnectProvider",
        {"OpenIDConnectProviderArn": f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com"},
        {"Url": "https://idp.example.com"},
    ),
    "SAMLProvider": (
        "CreateSAMLProvider",
        {"SAMLProviderArn": f"arn:aws:iam::{ACCOUNT}:saml-provider/corp"},
        {"Name": "corp", "SAMLMetadataDocument": saml.metadata()},
    ),
}


def inline(kind: str) -> Make:
    """Inline policies of a user, a group or a role."""

    def make(iam: Client, count: int) -> Params:
        name, more = HOLDERS[kind]
        iam.call(f"Create{kind}", **name, **more)
        for letter in NAMES[:count]:
            iam.call(f"Put{kind}Policy", **name, PolicyName=letter, PolicyDocument=allow("s3:*"))
        return name

    return make


def attached(kind: str) -> Make:
    """Managed policies of a user, a group or a role."""

    def make(iam: Client, count: int) -> Params:
        name, more = HOLDERS[kind]
        iam.call(f"Create{kind}", **name, **more)
        for letter in NAMES[:count]:
            policy = iam.call("CreatePolicy", PolicyName=letter, PolicyDocument=allow("s3:*"))["Policy"]["Arn"]
            iam.call(f"Attach{kind}Policy", **name, PolicyArn=policy)
        return name

    return make


def tags(kind: str) -> Make:
    """Tags of something."""

    def make(iam: Client, count: int) -> Params:
        operation, name, more = TAGGED[kind]
        named = {} if any(member.endswith("Arn") for member in name) else name
        iam.call(operation, **named, **more, Tags=[{"Key": letter, "Value": letter} for letter in NAMES[:count]])
        return name

    return make


def profiles(iam: Client, count: int) -> Params:
    """Instance profiles that all have the same role."""
    iam.call("CreateRole", **ROLE, AssumeRolePolicyDocument=EC2)
    for letter in NAMES[:count]:
        iam.call("CreateInstanceProfile", InstanceProfileName=letter)
        iam.call("AddRoleToInstanceProfile", InstanceProfileName=letter, **ROLE)
    return {}


def profiles_of_role(iam: Client, count: int) -> Params:
    """Those profiles, and one that does not have the role."""
    profiles(iam, count)
    iam.call("CreateInstanceProfile", InstanceProfileName="another")
    return ROLE


def signing_certificates(iam: Client, count: int) -> Params:
    """Signing certificates of a user."""
    iam.user("u")
    for letter in NAMES[:count]:
        body = saml.pem(saml.certificate(letter))
        iam.call("UploadSigningCertificate", **USER, CertificateBody=body)
    return USER


def alias(iam: Client, count: int) -> Params:
    """The account's alias."""
    iam.call("CreateAccountAlias", AccountAlias="main-account")
    return {}


# Operation, how many there are (of what has a low quota, as many as it allows), how they are made, and where they are
# told.
LISTS: list[tuple[str, int, Make, str]] = [
    ("ListUserPolicies", 3, inline("User"), "PolicyNames"),
    ("ListGroupPolicies", 3, inline("Group"), "PolicyNames"),
    ("ListRolePolicies", 3, inline("Role"), "PolicyNames"),
    ("ListAttachedUserPolicies", 3, attached("User"), "AttachedPolicies"),
    ("ListAttachedGroupPolicies", 3, attached("Group"), "AttachedPolicies"),
    ("ListAttachedRolePolicies", 3, attached("Role"), "AttachedPolicies"),
    ("ListUserTags", 3, tags("User"), "Tags"),
    ("ListRoleTags", 3, tags("Role"), "Tags"),
    ("ListPolicyTags", 3, tags("Policy"), "Tags"),
    ("ListInstanceProfileTags", 3, tags("InstanceProfile"), "Tags"),
    ("ListOpenIDConnectProviderTags", 3, tags("OpenIDConnectProvider"), "Tags"),
    ("ListSAMLProviderTags", 3, tags("SAMLProvider"), "Tags"),
    ("ListInstanceProfiles", 3, profiles, "InstanceProfiles"),
    ("ListInstanceProfilesForRole", 3, profiles_of_role, "InstanceProfiles"),
    ("ListSigningCertificates", 2, signing_certificates, "Certificates"),
    ("ListAccountAliases", 1, alias, "AccountAliases"),
]


@pytest.mark.parametrize(("operation", "count", "make", "member"), LISTS, ids=[row[0] for row in LISTS])
def test_pages_of_one(iam: Client, operation: str, count: int, make: Make, member: str) -> None:
    params = make(iam, count)
    whole = iam.call(operation, **params)
    assert (len(whole[member]), whole["IsTruncated"], "Marker" in whole) == (count, False, False)
    found: list[Any] = []
    marker: Params = {}
    for number in range(1, count + 1):
        page = iam.call(operation, **params, MaxItems=1, **marker)
        assert (len(page[member]), page["IsTruncated"], "Marker" in page) == (1, number < count, number < count)
        found += page[member]
        marker = {"Marker": page.get("Marker")}
    assert found == whole[member]
