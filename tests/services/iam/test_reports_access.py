"""Last accessed information and the policies that grant access (IAM-022, IAM-029). Source: IAM API Reference,
GenerateServiceLastAccessedDetails and the like; User Guide, Refine permissions using last accessed information."""

import json
from typing import Any

import pytest

from fogbank.kernel.identity.principal import Principal, Session
from fogbank.services.iam import access_rules
from tests.cloud import ACCOUNT, Driver
from tests.services.iam.client import Client

TEAM = f"arn:aws:iam::{ACCOUNT}:group/team"
READ_ONLY = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"}],
    }
)


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(*actions: str, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": list(actions), "Resource": "*", **more}


def with_key(iam: Client, user: Principal) -> Principal:
    """The user, who signs with a key."""
    name = user.arn.rpartition("/")[2]
    key = iam.call("CreateAccessKey", UserName=name)["AccessKey"]["AccessKeyId"]
    return user._replace(access_key=key)


def generate(iam: Client, arn: str, **params: str) -> str:
    job = str(iam.call("GenerateServiceLastAccessedDetails", Arn=arn, **params)["JobId"])
    iam.cloud.advance(5)
    return job


def services(iam: Client, job: str) -> dict[str, dict[str, Any]]:
    report = iam.call("GetServiceLastAccessedDetails", JobId=job, MaxItems=1000)
    assert report["JobStatus"] == "COMPLETED"
    return {row["ServiceNamespace"]: row for row in report["ServicesLastAccessed"]}


class TestAllowed:
    def test_which_services_policies_allow(self) -> None:
        def of(*statements: dict[str, Any]) -> set[str]:
            return set(access_rules.services((policy(*statements),)))

        assert of(allow("s3:GetObject", "SQS:*")) == {"s3", "sqs"}
        assert of(allow("s3:*"), {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}) == set()
        assert of(allow("s3:*"), {"Effect": "Deny", "Action": "s3:Put*", "Resource": "*"}) == {"s3"}
        assert of(allow("s3:*"), {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::a"}) == {"s3"}
        assert of(allow("*")) == set(access_rules.every_service())
        everything_else = {"Effect": "Allow", "NotAction": ["iam:*", "sts:AssumeRole"], "Resource": "*"}
        assert set(access_rules.every_service()) - of(everything_else) == {"iam"}


class TestOfAUser:
    def test_what_it_may_and_when_it_did(self, iam: Client, cloud: Driver) -> None:
        """IAM-022."""
        jo = with_key(iam, iam.user("jo"))
        iam.allow("jo", "sqs:*", "s3:ListAllMyBuckets")
        cloud.call("sqs", "ListQueues", principal=jo, region="eu-west-1")
        used_at = cloud.now()
        found = services(iam, generate(iam, jo.arn))
        assert list(found) == ["s3", "sqs"]
        assert found["s3"] == {
            "ServiceName": "Amazon S3",
            "ServiceNamespace": "s3",
            "TotalAuthenticatedEntities": 0,
        }
        assert found["sqs"] == {
            "ServiceName": "Amazon SQS",
            "ServiceNamespace": "sqs",
            "TotalAuthenticatedEntities": 1,
            "LastAuthenticated": used_at,
            "LastAuthenticatedEntity": jo.arn,
            "LastAuthenticatedRegion": "eu-west-1",
        }

    def test_attempts_count_even_where_they_fail(self, iam: Client, cloud: Driver) -> None:
        """Source: API Reference: all attempts, not just the successful ones."""
        jo = with_key(iam, iam.user("jo"))
        iam.allow("jo", "sqs:ListQueues")
        with pytest.raises(Exception, match="not authorized"):
            cloud.call("sqs", "CreateQueue", {"QueueName": "q"}, principal=jo)
        assert services(iam, generate(iam, jo.arn))["sqs"]["TotalAuthenticatedEntities"] == 1

    def test_by_action(self, iam: Client, cloud: Driver) -> None:
        jo = with_key(iam, iam.user("jo"))
        iam.allow("jo", "sqs:*")
        cloud.call("sqs", "CreateQueue", {"QueueName": "q"}, principal=jo)
        created_at = cloud.now()
        cloud.advance(3600)
        cloud.call("sqs", "ListQueues", principal=jo)
        job = generate(iam, jo.arn, Granularity="ACTION_LEVEL")
        assert iam.call("GetServiceLastAccessedDetails", JobId=job)["JobType"] == "ACTION_LEVEL"
        tracked = services(iam, job)["sqs"]["TrackedActionsLastAccessed"]
        assert [(action["ActionName"], action["LastAccessedTime"]) for action in tracked] == [
            ("CreateQueue", created_at),
            ("ListQueues", created_at + 3600),
        ]
        assert tracked[0]["LastAccessedEntity"] == jo.arn
        assert "TrackedActionsLastAccessed" not in services(iam, generate(iam, jo.arn))["sqs"]

    def test_groups_count_boundaries_do_not(self, iam: Client) -> None:
        jo = iam.user("jo")
        iam.call("CreateGroup", GroupName="team")
        iam.call("AddUserToGroup", GroupName="team", UserName="jo")
        iam.call("AttachGroupPolicy", GroupName="team", PolicyArn=READ_ONLY)
        iam.call(
            "PutUserPermissionsBoundary", UserName="jo", PermissionsBoundary="arn:aws:iam::aws:policy/IAMReadOnlyAccess"
        )
        assert "sqs" in services(iam, generate(iam, jo.arn))

    def test_four_hundred_days(self, iam: Client, cloud: Driver) -> None:
        jo = with_key(iam, iam.user("jo"))
        iam.allow("jo", "sqs:*")
        cloud.call("sqs", "ListQueues", principal=jo)
        cloud.advance(399 * 86400)
        assert services(iam, generate(iam, jo.arn))["sqs"]["TotalAuthenticatedEntities"] == 1
        cloud.advance(2 * 86400)
        assert services(iam, generate(iam, jo.arn))["sqs"]["TotalAuthenticatedEntities"] == 0


class TestOfOthers:
    def test_a_role(self, iam: Client, cloud: Driver) -> None:
        role = iam.call("CreateRole", RoleName="app", AssumeRolePolicyDocument=TRUST)["Role"]
        iam.call("AttachRolePolicy", RoleName="app", PolicyArn=READ_ONLY)
        session = f"arn:aws:sts::{ACCOUNT}:assumed-role/app/s"
        who = Principal("assumed-role", session, ACCOUNT, f"{role['RoleId']}:s", "ASIAX", Session(role["Arn"]))
        cloud.call("sqs", "ListQueues", principal=who)
        found = services(iam, generate(iam, role["Arn"]))["sqs"]
        assert found["LastAuthenticatedEntity"] == role["Arn"]

    def test_a_group_and_a_policy(self, iam: Client, cloud: Driver) -> None:
        jo, al = (with_key(iam, iam.user(name)) for name in ("jo", "al"))
        iam.user("idle")
        iam.call("CreateGroup", GroupName="team")
        for name in ("jo", "al", "idle"):
            iam.call("AddUserToGroup", GroupName="team", UserName=name)
        iam.call("AttachGroupPolicy", GroupName="team", PolicyArn=READ_ONLY)
        cloud.call("sqs", "ListQueues", principal=jo)
        cloud.advance(3600)
        cloud.call("sqs", "ListQueues", principal=al)
        for arn in (TEAM, READ_ONLY):
            job = generate(iam, arn)
            found = services(iam, job)["sqs"]
            assert (found["TotalAuthenticatedEntities"], found["LastAuthenticatedEntity"]) == (2, al.arn)
            details = iam.call("GetServiceLastAccessedDetailsWithEntities", JobId=job, ServiceNamespace="sqs")
            listed = [(row["EntityInfo"]["Name"], "LastAuthenticated" in row) for row in details["EntityDetailsList"]]
            assert listed == [("al", True), ("jo", True), ("idle", False)]
            info = details["EntityDetailsList"][0]["EntityInfo"]
            assert info == {"Arn": al.arn, "Name": "al", "Type": "USER", "Id": al.id, "Path": "/"}


class TestRules:
    def test_states(self, iam: Client) -> None:
        jo = iam.user("jo")
        iam.allow("jo", "sqs:*")
        made_at = iam.cloud.now()
        job = iam.call("GenerateServiceLastAccessedDetails", Arn=jo.arn)["JobId"]
        report = iam.call("GetServiceLastAccessedDetails", JobId=job)
        assert (report["JobStatus"], report["JobCreationDate"]) == ("IN_PROGRESS", made_at)
        assert (report["ServicesLastAccessed"], report["JobType"]) == ([], "SERVICE_LEVEL")
        asked = {"JobId": job, "ServiceNamespace": "sqs"}
        assert iam.call("GetServiceLastAccessedDetailsWithEntities", **asked)["EntityDetailsList"] == []
        iam.cloud.advance(5)
        report = iam.call("GetServiceLastAccessedDetails", JobId=job)
        assert (report["JobStatus"], report["JobCompletionDate"] > made_at) == ("COMPLETED", True)

    @pytest.mark.parametrize(
        ("arn", "code"),
        [
            (f"arn:aws:iam::{ACCOUNT}:user/nobody", "NoSuchEntity"),
            (f"arn:aws:iam::{ACCOUNT}:role/path/none", "NoSuchEntity"),
            (f"arn:aws:iam::{ACCOUNT}:policy/none", "NoSuchEntity"),
            (f"arn:aws:iam::{ACCOUNT}:root", "InvalidInput"),
            (f"arn:aws:s3:::{'bucket' * 3}", "InvalidInput"),
        ],
    )
    def test_what_there_is_no_report_of(self, iam: Client, arn: str, code: str) -> None:
        assert iam.refused("GenerateServiceLastAccessedDetails", Arn=arn)[0] == code

    def test_who_reads_it(self, iam: Client) -> None:
        """Source: API Reference: the JobId must be used by the same user or role."""
        jo = iam.user("jo")
        iam.allow("jo", "iam:*")
        job = generate(iam, jo.arn)
        for operation, more in (
            ("GetServiceLastAccessedDetails", {}),
            ("GetServiceLastAccessedDetailsWithEntities", {"ServiceNamespace": "iam"}),
        ):
            assert iam.refused(operation, as_=jo, JobId=job, **more)[0] == "NoSuchEntity"
            assert iam.refused(operation, JobId="0" * 36, **more)[0] == "NoSuchEntity"
        asked = {"JobId": job, "ServiceNamespace": "ec2"}
        assert iam.refused("GetServiceLastAccessedDetailsWithEntities", **asked)[0] == "NoSuchEntity"

    def test_in_pages(self, iam: Client) -> None:
        jo = iam.user("jo")
        iam.allow("jo", "*")
        job, seen, marker = generate(iam, jo.arn), [], {}
        while True:
            page = iam.call("GetServiceLastAccessedDetails", JobId=job, MaxItems=200, **marker)
            seen += [row["ServiceNamespace"] for row in page["ServicesLastAccessed"]]
            if not page["IsTruncated"]:
                break
            marker = {"Marker": page["Marker"]}
        assert seen == sorted(access_rules.every_service())


class TestGranting:
    def test_which_policies_do(self, iam: Client) -> None:
        """IAM-029."""
        jo = iam.user("jo")
        iam.call("CreateGroup", GroupName="team")
        iam.call("AddUserToGroup", GroupName="team", UserName="jo")
        iam.call(
            "PutGroupPolicy", GroupName="team", PolicyName="queues", PolicyDocument=policy(allow("sqs:SendMessage"))
        )
        iam.call("AttachUserPolicy", UserName="jo", PolicyArn=READ_ONLY)
        iam.allow("jo", "s3:GetObject")
        asked = ["sqs", "s3", "ec2"]
        found = iam.call("ListPoliciesGrantingServiceAccess", Arn=jo.arn, ServiceNamespaces=asked)
        own = {"PolicyType": "INLINE", "EntityType": "USER", "EntityName": "jo"}
        assert found["PoliciesGrantingServiceAccess"] == [
            {
                "ServiceNamespace": "sqs",
                "Policies": [
                    {"PolicyName": "AmazonSQSReadOnlyAccess", "PolicyType": "MANAGED", "PolicyArn": READ_ONLY},
                    {"PolicyName": "queues", "PolicyType": "INLINE", "EntityType": "GROUP", "EntityName": "team"},
                ],
            },
            {"ServiceNamespace": "s3", "Policies": [{"PolicyName": "allowed", **own}]},
            {"ServiceNamespace": "ec2", "Policies": []},
        ]
        team = iam.call("ListPoliciesGrantingServiceAccess", Arn=TEAM, ServiceNamespaces=["s3"])
        assert team["PoliciesGrantingServiceAccess"] == [{"ServiceNamespace": "s3", "Policies": []}]

    def test_of_nobody(self, iam: Client) -> None:
        for arn, code in ((TEAM, "NoSuchEntity"), (READ_ONLY, "InvalidInput")):
            asked = {"Arn": arn, "ServiceNamespaces": ["s3"]}
            assert iam.refused("ListPoliciesGrantingServiceAccess", **asked)[0] == code
