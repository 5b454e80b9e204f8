"""A small client of Account Management for its tests, with an organization that has one member."""

from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from tests.cloud import ACCOUNT, Driver

SERVICE = {"ServicePrincipal": "account.amazonaws.com"}


class Accounts:
    """Calls of one account."""

    def __init__(self, cloud: Driver) -> None:
        self.cloud = cloud
        self.advance = cloud.advance

    def call(self, operation: str, *, account: str = ACCOUNT, **params: Any) -> Any:
        """One call; raises its error."""
        return self.cloud.call("account", operation, params, account=account)

    def error(self, operation: str, *, account: str = ACCOUNT, **params: Any) -> ServiceError:
        """The error of a call that must fail."""
        with pytest.raises(ServiceError) as caught:
            self.call(operation, account=account, **params)
        assert caught.value.status < 500, caught.value
        return caught.value

    def code(self, operation: str, *, account: str = ACCOUNT, **params: Any) -> str:
        """The code of the error of a call that must fail."""
        return self.error(operation, account=account, **params).code


@pytest.fixture
def accounts(cloud: Driver) -> Accounts:
    """Account Management of account 000000000000, which stands alone."""
    return Accounts(cloud)


@pytest.fixture
def member(cloud: Driver) -> str:
    """Id of a member of account 000000000000's organization, which trusts Account Management."""
    cloud.call("organizations", "CreateOrganization")
    cloud.call("organizations", "EnableAWSServiceAccess", SERVICE)
    return join(cloud, "member")


def join(cloud: Driver, name: str) -> str:
    """Make an account in the organization of account 000000000000; its id."""
    asked = cloud.call("organizations", "CreateAccount", {"Email": f"{name}@example.org", "AccountName": name})
    cloud.advance(10)
    params = {"CreateAccountRequestId": asked["CreateAccountStatus"]["Id"]}
    status = cloud.call("organizations", "DescribeCreateAccountStatus", params)["CreateAccountStatus"]
    return str(status["AccountId"])
