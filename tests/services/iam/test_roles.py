"""Roles and their trust policies. Source: IAM API Reference, CreateRole and the like."""

import json
from typing import Any
from urllib.parse import unquote

import pytest

from fogbank.kernel.identity.keys import AccessKey, issue_session
from fogbank.kernel.identity.principal import Principal, Session
from tests.cloud import ACCOUNT
from tests.services.iam.client import Client
from tests.services.iam.documents import allow, policy, trust

EC2 = trust(Service="ec2.amazonaws.com")
BOB = f"arn:aws:iam::{ACCOUNT}:user/bob"


def trusted(iam: Client, role: str = "r") -> Any:
    """The principal in the role's trust policy, as it is shown now."""
    shown = iam.call("GetRole", RoleName=role)["Role"]["AssumeRolePolicyDocument"]
    return json.loads(unquote(shown))["Statement"][0]["Principal"]


def session_of(iam: Client, role: dict[str, Any]) -> Principal:
    """A session of a role, with credentials that are known."""
    name = f"arn:aws:sts::{ACCOUNT}:assumed-role/{role['RoleName']}/s"
    who = Principal("assumed-role", name, ACCOUNT, f"{role['RoleId']}:s", session=Session(role["Arn"]))
    kernel = iam.cloud.cloud.kernel
    tx = kernel.store.begin(kernel.clock.now())
    key = issue_session(tx, kernel.ids, who, kernel.clock.now() + 3600)
    kernel.store.apply(tx)
    return key.principal()


class TestShape:
    def test_a_role(self, iam: Client) -> None:
        """IAM-001, IAM-016: a role needs a trust policy."""
        made = iam.call(
            "CreateRole",
            RoleName="Web",
            Path="/app/",
            AssumeRolePolicyDocument=EC2,
            Description="serves",
            MaxSessionDuration=7200,
            Tags=[{"Key": "team", "Value": "a"}],
        )["Role"]
        assert made["RoleId"].startswith("AROA") and len(made["RoleId"]) == 21
        assert made["Arn"] == f"arn:aws:iam::{ACCOUNT}:role/app/Web"
        assert (made["Description"], made["MaxSessionDuration"]) == ("serves", 7200)
        assert unquote(made["AssumeRolePolicyDocument"]) == EC2
        assert not set(made["AssumeRolePolicyDocument"]) & set('{}": /')
        seen = iam.call("GetRole", RoleName="web")["Role"]
        assert seen == {**made, "RoleLastUsed": {}}
        [listed] = iam.call("ListRoles", PathPrefix="/app/")["Roles"]
        assert set(seen) - set(listed) == {"Tags", "RoleLastUsed"}

    def test_an_hour_is_the_default(self, iam: Client) -> None:
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=EC2)
        assert iam.call("GetRole", RoleName="r")["Role"]["MaxSessionDuration"] == 3600

    def test_it_must_have_a_trust_policy(self, iam: Client) -> None:
        assert iam.error("CreateRole", RoleName="r").code == "ValidationError"


class TestRules:
    @pytest.mark.parametrize(
        ("document", "message"),
        [
            ("{", "This policy contains invalid Json"),
            (policy({"Effect": "Allow", "Action": "sts:AssumeRole"}), "Missing required field Principal"),
            (
                policy({"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}),
                "AssumeRole policy may only specify STS AssumeRole actions.",
            ),
            (
                policy({"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"}),
                "Has prohibited field Resource",
            ),
            (trust(AWS=BOB), f'Invalid principal in policy: "AWS":"{BOB}"'),
            (
                trust(AWS=f"arn:aws:sts::{ACCOUNT}:assumed-role/gone/s"),
                f'Invalid principal in policy: "AWS":"arn:aws:sts::{ACCOUNT}:assumed-role/gone/s"',
            ),
            (
                trust(AWS="AIDAQ3EGRXGAXXXXXXXXX"),
                'Invalid principal in policy: "AWS":"AIDAQ3EGRXGAXXXXXXXXX"',
            ),
        ],
    )
    def test_trust_policies(self, iam: Client, document: str, message: str) -> None:
        """IAM-003. Source: observed texts, errors.py and kernel/identity/grammar.py."""
        expected = ("MalformedPolicyDocument", message)
        assert iam.refused("CreateRole", RoleName="r", AssumeRolePolicyDocument=document) == expected
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=EC2)
        assert iam.refused("UpdateAssumeRolePolicy", RoleName="r", PolicyDocument=document) == expected

    def test_size_of_a_trust_policy(self, iam: Client) -> None:
        """Source: observed, "Cannot exceed quota for ACLSizePerRole: 2048"."""
        long = policy(
            {
                "Effect": "Allow",
                "Principal": {"AWS": ACCOUNT},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"sts:ExternalId": ["x" * 200] * 10}},
            }
        )
        assert iam.refused("CreateRole", RoleName="r", AssumeRolePolicyDocument=long) == (
            "LimitExceeded",
            "Cannot exceed quota for ACLSizePerRole: 2048",
        )

    def test_name_is_taken(self, iam: Client) -> None:
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=EC2)
        assert iam.refused("CreateRole", RoleName="R", AssumeRolePolicyDocument=EC2) == (
            "EntityAlreadyExists",
            "Role with name R already exists.",
        )

    def test_what_is_not_there(self, iam: Client) -> None:
        """IAM-001: a second delete gives NoSuchEntity."""
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=EC2)
        iam.call("DeleteRole", RoleName="r")
        expected = ("NoSuchEntity", "The role with name r cannot be found.")
        for operation in ("GetRole", "DeleteRole", "UpdateRole"):
            assert iam.refused(operation, RoleName="r") == expected
        assert iam.refused("UpdateAssumeRolePolicy", RoleName="r", PolicyDocument=EC2) == expected
        assert iam.refused("UpdateRoleDescription", RoleName="r", Description="x") == expected

    @pytest.mark.parametrize("seconds", [3599, 43201])
    def test_how_long_sessions_may_last(self, iam: Client, seconds: int) -> None:
        params = {"RoleName": "r", "AssumeRolePolicyDocument": EC2, "MaxSessionDuration": seconds}
        assert iam.error("CreateRole", **params).code == "ValidationError"

    def test_service_linked_roles_are_aws_own(self, iam: Client) -> None:
        """Source: observed, UnmodifiableEntity."""
        made = iam.call("CreateServiceLinkedRole", AWSServiceName="autoscaling.amazonaws.com")["Role"]["RoleName"]
        message = f"Cannot perform the operation on the protected role '{made}' - this role is only modifiable by AWS"
        arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        for operation, params in (
            ("DeleteRole", {}),
            ("UpdateAssumeRolePolicy", {"PolicyDocument": EC2}),
            ("PutRolePolicy", {"PolicyName": "p", "PolicyDocument": allow("s3:*")}),
            ("AttachRolePolicy", {"PolicyArn": arn}),
            ("PutRolePermissionsBoundary", {"PermissionsBoundary": arn}),
        ):
            assert iam.refused(operation, RoleName=made, **params) == ("UnmodifiableEntity", message), operation


class TestUpdate:
    def test_only_what_is_given_changes(self, iam: Client) -> None:
        iam.call(
            "CreateRole", RoleName="r", AssumeRolePolicyDocument=EC2, Description="a", MaxSigninSessionDuration=7200
        )
        iam.call("UpdateRole", RoleName="r", MaxSessionDuration=7200)
        seen = iam.call("GetRole", RoleName="r")["Role"]
        assert (seen["Description"], seen["MaxSessionDuration"]) == ("a", 7200)
        assert seen["MaxSigninSessionDuration"] == 7200
        iam.call("UpdateRole", RoleName="r", Description="", ResetMaxSigninSessionDuration=True)
        seen = iam.call("GetRole", RoleName="r")["Role"]
        assert seen["MaxSessionDuration"] == 7200
        assert "Description" not in seen and "MaxSigninSessionDuration" not in seen

    def test_description(self, iam: Client) -> None:
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=EC2)
        assert iam.call("UpdateRoleDescription", RoleName="r", Description="b")["Role"]["Description"] == "b"
        assert iam.call("GetRole", RoleName="r")["Role"]["Description"] == "b"

    def test_another_trust_policy(self, iam: Client) -> None:
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=EC2)
        iam.user("bob")
        iam.call("UpdateAssumeRolePolicy", RoleName="r", PolicyDocument=trust(AWS=BOB))
        assert trusted(iam) == {"AWS": BOB}


class TestWhomItTrusts:
    def test_the_policy_stays_as_it_came(self, iam: Client) -> None:
        iam.user("bob")
        document = json.dumps(json.loads(trust(AWS=[BOB, ACCOUNT])), indent=2)
        made = iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=document)["Role"]
        assert unquote(made["AssumeRolePolicyDocument"]) == document

    def test_a_user_made_again_is_not_trusted(self, iam: Client) -> None:
        """Source: IAM User Guide, Principal: the ARN is transformed to the unique principal id."""
        first = iam.user("bob")
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=trust(AWS=BOB))
        iam.call("DeleteUser", UserName="bob")
        assert trusted(iam) == {"AWS": first.id}
        iam.user("bob")
        assert trusted(iam) == {"AWS": first.id}
        shown = unquote(iam.call("GetRole", RoleName="r")["Role"]["AssumeRolePolicyDocument"])
        assert iam.refused("UpdateAssumeRolePolicy", RoleName="r", PolicyDocument=shown) == (
            "MalformedPolicyDocument",
            f'Invalid principal in policy: "AWS":"{first.id}"',
        )
        iam.call("UpdateAssumeRolePolicy", RoleName="r", PolicyDocument=trust(AWS=BOB))
        assert trusted(iam) == {"AWS": BOB}

    def test_a_renamed_user_is_still_trusted(self, iam: Client) -> None:
        iam.user("bob")
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=trust(AWS=[BOB, ACCOUNT]))
        iam.call("UpdateUser", UserName="bob", NewUserName="robert")
        assert trusted(iam) == {"AWS": [f"arn:aws:iam::{ACCOUNT}:user/robert", ACCOUNT]}
        iam.user("bob")
        assert trusted(iam) == {"AWS": [f"arn:aws:iam::{ACCOUNT}:user/robert", ACCOUNT]}

    def test_a_role_of_another_account(self, iam: Client) -> None:
        """IAM-019: the other account's role must be there, and be the one that was named."""
        others = Client(iam.cloud, "111122223333")
        other = others.call("CreateRole", RoleName="caller", AssumeRolePolicyDocument=EC2)["Role"]
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=trust(AWS=other["Arn"]))
        assert trusted(iam) == {"AWS": other["Arn"]}
        others.call("DeleteRole", RoleName="caller")
        others.call("CreateRole", RoleName="caller", AssumeRolePolicyDocument=EC2)
        assert trusted(iam) == {"AWS": other["RoleId"]}


class TestSessions:
    def test_trust_alone_allows_nothing(self, iam: Client) -> None:
        """IAM-017."""
        role = iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=trust(AWS=ACCOUNT))["Role"]
        who = session_of(iam, role)
        assert iam.refused("ListUsers", as_=who)[0] == "AccessDenied"
        iam.call("PutRolePolicy", RoleName="r", PolicyName="p", PolicyDocument=allow("iam:ListUsers"))
        iam.call("ListUsers", as_=who)

    def test_they_end_with_the_role(self, iam: Client) -> None:
        role = iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=trust(AWS=ACCOUNT))["Role"]
        who = session_of(iam, role)
        iam.call("DeleteRole", RoleName="r")
        assert iam.error("ListUsers", as_=who).code == "InvalidClientTokenId"
        kernel = iam.cloud.cloud.kernel
        key = kernel.store.begin(kernel.clock.now()).get(AccessKey, who.access_key)
        assert key is None or not key.active

    def test_last_use(self, iam: Client) -> None:
        """Source: API Reference, RoleLastUsed."""
        role = iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=trust(AWS=ACCOUNT))["Role"]
        iam.call("PutRolePolicy", RoleName="r", PolicyName="p", PolicyDocument=allow("sqs:ListQueues", "iam:ListUsers"))
        who = session_of(iam, role)
        for service, operation, region in (("sqs", "ListQueues", "eu-west-1"), ("iam", "ListUsers", "us-east-1")):
            iam.cloud.advance(3600)
            iam.cloud.call(service, operation, {}, principal=who, region="eu-west-1")
            used = iam.call("GetRole", RoleName="r")["Role"]["RoleLastUsed"]
            assert used == {"LastUsedDate": iam.cloud.now(), "Region": region}
        iam.call("DeleteRolePolicy", RoleName="r", PolicyName="p")
        iam.call("DeleteRole", RoleName="r")
        iam.cloud.advance(100)
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=EC2)
        assert iam.call("GetRole", RoleName="r")["Role"]["RoleLastUsed"] == {}


class TestDelete:
    @pytest.mark.parametrize(
        ("operation", "params", "message"),
        [
            (
                "PutRolePolicy",
                {"PolicyName": "p", "PolicyDocument": allow("s3:*")},
                "Cannot delete entity, must delete policies first.",
            ),
            (
                "AttachRolePolicy",
                {"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
                "Cannot delete entity, must detach all policies first.",
            ),
            (
                "AddRoleToInstanceProfile",
                {"InstanceProfileName": "p"},
                "Cannot delete entity, must remove roles from instance profile first.",
            ),
        ],
    )
    def test_what_must_go_first(self, iam: Client, operation: str, params: dict[str, str], message: str) -> None:
        iam.call("CreateInstanceProfile", InstanceProfileName="p")
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=EC2)
        iam.call(operation, RoleName="r", **params)
        assert iam.refused("DeleteRole", RoleName="r") == ("DeleteConflict", message)

    def test_pages(self, iam: Client) -> None:
        for name in ("a", "b", "c"):
            iam.call("CreateRole", RoleName=name, AssumeRolePolicyDocument=EC2)
        first = iam.call("ListRoles", MaxItems=2)
        second = iam.call("ListRoles", MaxItems=2, Marker=first["Marker"])
        assert [role["RoleName"] for role in first["Roles"] + second["Roles"]] == ["a", "b", "c"]
