"""GetAccountAuthorizationDetails and the condition keys of policies. Source: IAM API Reference, the page of each."""

from typing import Any
from urllib.parse import unquote

import pytest

from tests.cloud import ACCOUNT
from tests.services.iam.client import Client
from tests.services.iam.documents import allow, policy, trust

AWS = "arn:aws:iam::aws:policy/ReadOnlyAccess"
OWN = f"arn:aws:iam::{ACCOUNT}:policy/p"
LISTS = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")


@pytest.fixture
def full(iam: Client) -> Client:
    """An account with one of everything."""
    iam.call("CreatePolicy", PolicyName="p", PolicyDocument=allow("s3:*"), Description="told elsewhere")
    iam.call("CreateUser", UserName="u", PermissionsBoundary=OWN, Tags=[{"Key": "a", "Value": "b"}])
    iam.call("CreateGroup", GroupName="g")
    iam.call("AddUserToGroup", GroupName="g", UserName="u")
    iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=trust(AWS=ACCOUNT), Description="told elsewhere")
    iam.call("CreateInstanceProfile", InstanceProfileName="i")
    iam.call("AddRoleToInstanceProfile", InstanceProfileName="i", RoleName="r")
    for kind, name in (("User", "u"), ("Group", "g"), ("Role", "r")):
        holder = {f"{kind}Name": name}
        iam.call(f"Put{kind}Policy", **holder, PolicyName="inline", PolicyDocument=allow("sqs:*"))
        iam.call(f"Attach{kind}Policy", **holder, PolicyArn=AWS)
    return iam


class TestDetails:
    def test_everything_in_one_answer(self, full: Client) -> None:
        """IAM-029."""
        told = full.call("GetAccountAuthorizationDetails")
        assert told["IsTruncated"] is False
        [user], [group], [role] = (told[name] for name in LISTS[:3])
        attached = [{"PolicyName": "ReadOnlyAccess", "PolicyArn": AWS}]
        for detail, member in ((user, "UserPolicyList"), (group, "GroupPolicyList"), (role, "RolePolicyList")):
            assert detail["AttachedManagedPolicies"] == attached
            [inline] = detail[member]
            assert inline["PolicyName"] == "inline" and unquote(inline["PolicyDocument"]) == allow("sqs:*")
        assert user["GroupList"] == ["g"]
        assert user["PermissionsBoundary"]["PermissionsBoundaryArn"] == OWN
        assert user["Tags"] == [{"Key": "a", "Value": "b"}]
        [profile] = role["InstanceProfileList"]
        assert profile["InstanceProfileName"] == "i"
        assert unquote(role["AssumeRolePolicyDocument"]) == trust(AWS=ACCOUNT)
        assert role["RoleLastUsed"] == {} and "MaxSessionDuration" not in role
        own, of_aws = told["Policies"]
        assert (own["Arn"], own["PermissionsBoundaryUsageCount"]) == (OWN, 1)
        assert [unquote(version["Document"]) for version in own["PolicyVersionList"]] == [allow("s3:*")]
        assert (of_aws["Arn"], of_aws["AttachmentCount"]) == (AWS, 3)
        assert len(of_aws["PolicyVersionList"]) == 1 and "Description" not in own

    @pytest.mark.parametrize(
        ("wanted", "counts"),
        [
            (["User"], [1, 0, 0, 0]),
            (["Role", "Group"], [0, 1, 1, 0]),
            (["LocalManagedPolicy"], [0, 0, 0, 1]),
            (["AWSManagedPolicy", "User"], [1, 0, 0, 1]),
        ],
    )
    def test_filter(self, full: Client, wanted: list[str], counts: list[int]) -> None:
        told = full.call("GetAccountAuthorizationDetails", Filter=wanted)
        assert [len(told[name]) for name in LISTS] == counts

    @pytest.mark.parametrize("size", [1, 2, 3])
    def test_pages_over_all_lists(self, full: Client, size: int) -> None:
        found: list[Any] = []
        marker: dict[str, str] = {}
        while True:
            page = full.call("GetAccountAuthorizationDetails", MaxItems=size, **marker)
            rows = [each["Arn"] for name in LISTS for each in page[name]]
            assert len(rows) <= size
            found += rows
            if not page["IsTruncated"]:
                break
            marker = {"Marker": page["Marker"]}
        home = f"arn:aws:iam::{ACCOUNT}:"
        assert found == [f"{home}user/u", f"{home}group/g", f"{home}role/r", OWN, AWS]

    def test_wrong_filter(self, iam: Client) -> None:
        assert iam.error("GetAccountAuthorizationDetails", Filter=["Bucket"]).code == "ValidationError"


class TestContextKeys:
    def test_of_documents(self, iam: Client) -> None:
        first = allow(
            "s3:GetObject",
            resource="arn:aws:s3:::home/${aws:username}/${aws:PrincipalTag/team, 'none'}/${*}",
            Condition={"StringLike": {"s3:prefix": ["${aws:userid}*"]}, "Bool": {"aws:SecureTransport": "true"}},
        )
        second = policy({"Effect": "Deny", "NotAction": "*", "NotResource": "arn:aws:s3:::${aws:username}"})
        told = iam.call("GetContextKeysForCustomPolicy", PolicyInputList=[first, second])
        assert sorted(told["ContextKeyNames"]) == [
            "aws:PrincipalTag/team",
            "aws:SecureTransport",
            "aws:userid",
            "aws:username",
            "s3:prefix",
        ]

    def test_of_no_document(self, iam: Client) -> None:
        assert iam.refused("GetContextKeysForCustomPolicy", PolicyInputList=["{"])[0] == "InvalidInput"

    def test_of_a_user_with_its_groups(self, iam: Client) -> None:
        bob = iam.user("bob")
        iam.call("CreateGroup", GroupName="g")
        iam.call("AddUserToGroup", GroupName="g", UserName="bob")

        def asks(key: str) -> str:
            return allow("s3:*", Condition={"StringEquals": {key: "x"}})

        iam.call("PutUserPolicy", UserName="bob", PolicyName="p", PolicyDocument=asks("aws:SourceIp"))
        iam.call("PutGroupPolicy", GroupName="g", PolicyName="p", PolicyDocument=asks("aws:UserAgent"))
        told = iam.call(
            "GetContextKeysForPrincipalPolicy", PolicySourceArn=bob.arn, PolicyInputList=[asks("aws:Referer")]
        )
        assert told["ContextKeyNames"] == ["aws:SourceIp", "aws:UserAgent", "aws:Referer"]
        group = f"arn:aws:iam::{ACCOUNT}:group/g"
        told = iam.call("GetContextKeysForPrincipalPolicy", PolicySourceArn=group)
        assert told["ContextKeyNames"] == ["aws:UserAgent"]

    def test_of_nobody(self, iam: Client) -> None:
        arn = f"arn:aws:iam::{ACCOUNT}:user/a/bob"
        assert iam.refused("GetContextKeysForPrincipalPolicy", PolicySourceArn=arn) == (
            "NoSuchEntity",
            "The user with name bob cannot be found.",
        )
        assert iam.refused("GetContextKeysForPrincipalPolicy", PolicySourceArn=OWN) == (
            "InvalidInput",
            f"ARN {OWN} is not valid.",
        )
