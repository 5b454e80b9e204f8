"""The access report of an organization. Source: IAM API Reference, GenerateOrganizationsAccessReport."""

import json
from typing import Any

import pytest

from fogbank.kernel.identity.principal import Principal
from fogbank.services.iam import access_rules
from tests.cloud import ACCOUNT, Driver
from tests.services.iam.client import Client


class Organization:
    """One with a unit and a member in it, who may use SQS and S3."""

    def __init__(self, cloud: Driver) -> None:
        self.cloud = cloud
        self.id = self.ask("CreateOrganization", FeatureSet="ALL")["Organization"]["Id"]
        self.root = self.ask("ListRoots")["Roots"][0]["Id"]
        self.ask("EnablePolicyType", RootId=self.root, PolicyType="SERVICE_CONTROL_POLICY")
        self.unit = self.ask("CreateOrganizationalUnit", ParentId=self.root, Name="unit")["OrganizationalUnit"]["Id"]
        self.path = f"{self.id}/{self.root}/{self.unit}"
        self.member = self.account("m")
        self.ask("MoveAccount", AccountId=self.member, SourceParentId=self.root, DestinationParentId=self.unit)

    def ask(self, operation: str, **params: Any) -> Any:
        """A call of the management account."""
        return self.cloud.call("organizations", operation, params)

    def account(self, name: str) -> str:
        """A new member at the root."""
        made = self.ask("CreateAccount", Email=f"{name}@example.org", AccountName=name)["CreateAccountStatus"]["Id"]
        self.cloud.advance(60)
        status = self.ask("DescribeCreateAccountStatus", CreateAccountRequestId=made)["CreateAccountStatus"]
        return str(status["AccountId"])

    def limit(self, target: str, *actions: str) -> str:
        """Allow no more than these actions; gives the policy's id."""
        statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        content = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        asked = {"Content": content, "Description": "", "Name": "limit", "Type": "SERVICE_CONTROL_POLICY"}
        policy = self.ask("CreatePolicy", **asked)["Policy"]["PolicySummary"]["Id"]
        self.ask("AttachPolicy", PolicyId=policy, TargetId=target)
        self.ask("DetachPolicy", PolicyId="p-FullAWSAccess", TargetId=target)
        return str(policy)

    def use(self, account: str, service: str, operation: str) -> None:
        """A user of the account, who may do everything, makes a call."""
        iam = Client(self.cloud, account)
        user = iam.user("jo")
        iam.allow("jo", "*")
        key = iam.call("CreateAccessKey", UserName="jo")["AccessKey"]["AccessKeyId"]
        self.cloud.call(service, operation, principal=Principal("user", user.arn, account, user.id, key))


@pytest.fixture
def organization(cloud: Driver) -> Organization:
    return Organization(cloud)


def report(iam: Client, path: str, *, policy: str = "", **params: Any) -> Any:
    more = {"OrganizationsPolicyId": policy} if policy else {}
    job = iam.call("GenerateOrganizationsAccessReport", EntityPath=path, **more)["JobId"]
    iam.cloud.advance(5)
    return iam.call("GetOrganizationsAccessReport", JobId=job, MaxItems=1000, **params)


class TestReport:
    def test_of_an_account(self, iam: Client, organization: Organization) -> None:
        organization.use(organization.member, "sqs", "ListQueues")
        used_at = iam.cloud.now()
        organization.limit(organization.unit, "sqs:*", "s3:*")
        path = f"{organization.path}/{organization.member}"
        found = report(iam, path)
        assert (found["JobStatus"], found["NumberOfServicesAccessible"], found["NumberOfServicesNotAccessed"]) == (
            "COMPLETED",
            2,
            1,
        )
        assert found["AccessDetails"] == [
            {"ServiceName": "Amazon S3", "ServiceNamespace": "s3", "TotalAuthenticatedEntities": 0},
            {
                "ServiceName": "Amazon SQS",
                "ServiceNamespace": "sqs",
                "TotalAuthenticatedEntities": 1,
                "Region": "us-east-1",
                "EntityPath": path,
                "LastAuthenticatedTime": used_at,
            },
        ]

    def test_of_a_unit_and_of_the_root(self, iam: Client, organization: Organization) -> None:
        other = organization.account("other")
        organization.use(organization.member, "sqs", "ListQueues")
        organization.use(other, "sqs", "ListQueues")

        def users(path: str) -> int:
            rows = {row["ServiceNamespace"]: row for row in report(iam, path)["AccessDetails"]}
            return int(rows["sqs"]["TotalAuthenticatedEntities"])

        assert users(organization.path) == 1
        assert users(f"{organization.id}/{organization.root}") == 2

    def test_of_the_management_account(self, iam: Client, organization: Organization) -> None:
        organization.limit(organization.root, "sqs:*")
        found = report(iam, f"{organization.id}/{organization.root}/{ACCOUNT}")
        assert found["NumberOfServicesAccessible"] == len(access_rules.every_service())

    def test_of_a_policy(self, iam: Client, organization: Organization) -> None:
        """Only accounts that it applies to count."""
        other = organization.account("other")
        organization.use(organization.member, "sqs", "ListQueues")
        organization.use(other, "sqs", "ListQueues")
        policy = organization.limit(organization.unit, "sqs:*")
        [row] = report(iam, f"{organization.id}/{organization.root}", policy=policy)["AccessDetails"]
        assert (row["ServiceNamespace"], row["TotalAuthenticatedEntities"]) == ("sqs", 1)

    @pytest.mark.parametrize(
        ("key", "wanted"),
        [
            ("SERVICE_NAMESPACE_ASCENDING", ["iam", "s3", "sqs"]),
            ("SERVICE_NAMESPACE_DESCENDING", ["sqs", "s3", "iam"]),
            ("LAST_AUTHENTICATED_TIME_DESCENDING", ["sqs", "iam", "s3"]),
        ],
    )
    def test_sorted(self, iam: Client, organization: Organization, key: str, wanted: list[str]) -> None:
        organization.limit(organization.unit, "sqs:*", "s3:*", "iam:*")
        organization.use(organization.member, "sqs", "ListQueues")
        found = report(iam, organization.path, SortKey=key)
        assert [row["ServiceNamespace"] for row in found["AccessDetails"]] == wanted

    def test_states_and_pages(self, iam: Client, organization: Organization) -> None:
        path = organization.path
        job = iam.call("GenerateOrganizationsAccessReport", EntityPath=path)["JobId"]
        assert iam.call("GetOrganizationsAccessReport", JobId=job)["JobStatus"] == "IN_PROGRESS"
        iam.cloud.advance(5)
        first = iam.call("GetOrganizationsAccessReport", JobId=job, MaxItems=3)
        rest = iam.call("GetOrganizationsAccessReport", JobId=job, MaxItems=1000, Marker=first["Marker"])
        rows = [row["ServiceNamespace"] for row in first["AccessDetails"] + rest["AccessDetails"]]
        assert rows == sorted(access_rules.every_service())


class TestRules:
    def test_only_the_management_account(self, iam: Client, organization: Organization) -> None:
        member = Client(iam.cloud, organization.member)
        refused = member.refused("GenerateOrganizationsAccessReport", EntityPath=organization.path)
        assert refused[0] == "AccessDenied"
        nobody = Client(iam.cloud, "999988887777")
        refused = nobody.refused("GenerateOrganizationsAccessReport", EntityPath=organization.path)
        assert refused[0] == "AccessDenied"

    def test_control_policies_must_be_on(self, iam: Client, organization: Organization) -> None:
        organization.ask("DisablePolicyType", RootId=organization.root, PolicyType="SERVICE_CONTROL_POLICY")
        refused = iam.refused("GenerateOrganizationsAccessReport", EntityPath=organization.path)
        assert refused[0] == "InvalidInput"

    def test_paths_that_are_none(self, iam: Client, organization: Organization) -> None:
        wrong = (
            f"{organization.id}/{organization.root}/{organization.member}",
            f"{organization.id}/{organization.root}/ou-aaaa-bbbbbbbb",
            f"o-aaaaaaaaaa/{organization.root}/{organization.unit}",
        )
        for path in wrong:
            assert iam.refused("GenerateOrganizationsAccessReport", EntityPath=path)[0] == "NoSuchEntity", path

    def test_reports_that_are_none(self, iam: Client) -> None:
        assert iam.refused("GetOrganizationsAccessReport", JobId="0" * 36)[0] == "NoSuchEntity"
