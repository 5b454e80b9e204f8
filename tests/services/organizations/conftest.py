"""A small client of Organizations for its tests: every call goes through the cloud's pipeline."""

from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from tests.cloud import ACCOUNT, Driver

OTHER = "222233334444"
THIRD = "333344445555"
DENY_S3 = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}'
DENY_ALL = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'
SCP, RCP, TAG = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY"


class Org:
    """Calls of the management account, and what its tests ask for again and again."""

    def __init__(self, cloud: Driver) -> None:
        self.cloud = cloud
        self.advance = cloud.advance

    def call(self, operation: str, *, account: str = ACCOUNT, **params: Any) -> Any:
        """One call; raises its error."""
        return self.cloud.call("organizations", operation, params, account=account)

    def error(self, operation: str, *, account: str = ACCOUNT, **params: Any) -> ServiceError:
        """The error of a call that must fail."""
        with pytest.raises(ServiceError) as caught:
            self.call(operation, account=account, **params)
        assert caught.value.status < 500, caught.value
        return caught.value

    def reason(self, operation: str, *, account: str = ACCOUNT, **params: Any) -> tuple[str, str]:
        """The code and the reason of a call's error."""
        error = self.error(operation, account=account, **params)
        return error.code, error.members["Reason"]

    def code(self, operation: str, *, account: str = ACCOUNT, **params: Any) -> str:
        """The code of a call's error, or nothing where it goes well."""
        try:
            self.call(operation, account=account, **params)
        except ServiceError as error:
            return error.code
        return ""

    @property
    def root(self) -> str:
        """Id of the root."""
        return str(self.call("ListRoots")["Roots"][0]["Id"])

    def account(self, name: str = "member", **params: Any) -> str:
        """Make an account and wait for it; its id."""
        asked = self.call("CreateAccount", Email=f"{name}@example.org", AccountName=name, **params)
        self.advance(10)
        status = self.call("DescribeCreateAccountStatus", CreateAccountRequestId=asked["CreateAccountStatus"]["Id"])
        assert status["CreateAccountStatus"]["State"] == "SUCCEEDED", status
        return str(status["CreateAccountStatus"]["AccountId"])

    def unit(self, name: str, parent: str = "") -> str:
        """Make a unit; its id."""
        made = self.call("CreateOrganizationalUnit", ParentId=parent or self.root, Name=name)
        return str(made["OrganizationalUnit"]["Id"])

    def policy(self, name: str, content: str = DENY_S3, kind: str = SCP) -> str:
        """Write a policy; its id."""
        made = self.call("CreatePolicy", Name=name, Description="", Content=content, Type=kind)
        return str(made["Policy"]["PolicySummary"]["Id"])

    def invite(self, account: str) -> str:
        """Invite an account, which accepts; its id."""
        sent = self.call("InviteAccountToOrganization", Target={"Type": "ACCOUNT", "Id": account})["Handshake"]
        self.call("AcceptHandshake", account=account, HandshakeId=sent["Id"])
        return account

    def enable(self, kind: str = SCP) -> None:
        """Turn a type of policies on."""
        self.call("EnablePolicyType", RootId=self.root, PolicyType=kind)

    def pages(self, operation: str, member: str, **params: Any) -> list[list[Any]]:
        """All pages of a list."""
        found, token = [], None
        while True:
            asked = {**params, "NextToken": token} if token else params
            answer = self.call(operation, **asked)
            found.append(answer[member])
            token = answer.get("NextToken")
            if not token:
                return found


@pytest.fixture
def org(cloud: Driver) -> Org:
    """An organization with all features that account 000000000000 manages."""
    made = Org(cloud)
    made.call("CreateOrganization")
    return made


@pytest.fixture
def alone(cloud: Driver) -> Org:
    """No organization yet."""
    return Org(cloud)
