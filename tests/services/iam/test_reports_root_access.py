"""Centralized root access. Source: IAM API Reference, EnableOrganizationsRootCredentialsManagement and the like."""

from typing import Any

import pytest

from tests.cloud import ACCOUNT, Driver
from tests.services.iam.client import Client

ENABLE = ("EnableOrganizationsRootCredentialsManagement", "EnableOrganizationsRootSessions")
OTHERS = (
    "DisableOrganizationsRootCredentialsManagement",
    "DisableOrganizationsRootSessions",
    "ListOrganizationsFeatures",
)
TRUST = {"ServicePrincipal": "iam.amazonaws.com"}


def member(cloud: Driver) -> str:
    """A new member of the organization."""
    asked = {"Email": "m@example.org", "AccountName": "member"}
    made = cloud.call("organizations", "CreateAccount", asked)["CreateAccountStatus"]["Id"]
    cloud.advance(60)
    status = cloud.call("organizations", "DescribeCreateAccountStatus", {"CreateAccountRequestId": made})
    return str(status["CreateAccountStatus"]["AccountId"])


@pytest.fixture
def organization(cloud: Driver) -> Any:
    return cloud.call("organizations", "CreateOrganization", {"FeatureSet": "ALL"})["Organization"]


@pytest.mark.parametrize("operation", ENABLE + OTHERS)
class TestRules:
    def test_without_an_organization(self, iam: Client, operation: str) -> None:
        assert iam.refused(operation)[0] == "OrganizationNotFoundException"

    def test_trusted_access_comes_first(self, iam: Client, organization: Any, operation: str) -> None:
        assert iam.refused(operation)[0] == "ServiceAccessNotEnabledException"

    def test_all_features(self, iam: Client, cloud: Driver, operation: str) -> None:
        cloud.call("organizations", "CreateOrganization", {"FeatureSet": "CONSOLIDATED_BILLING"})
        assert iam.refused(operation)[0] == "OrganizationNotInAllFeaturesModeException"

    def test_from_a_member(self, cloud: Driver, organization: Any, operation: str) -> None:
        cloud.call("organizations", "EnableAWSServiceAccess", TRUST)
        refused = Client(cloud, member(cloud)).refused(operation)
        others = "AccountNotManagementOrDelegatedAdministratorException"
        assert refused[0] == ("CallerIsNotManagementAccountException" if operation in ENABLE else others)


class TestBehaviour:
    def test_on_and_off(self, iam: Client, cloud: Driver, organization: Any) -> None:
        cloud.call("organizations", "EnableAWSServiceAccess", TRUST)
        known = {"OrganizationId": organization["Id"]}
        assert iam.call("ListOrganizationsFeatures") == {**known, "EnabledFeatures": []}
        credentials, sessions = "RootCredentialsManagement", "RootSessions"
        assert iam.call(ENABLE[0]) == {**known, "EnabledFeatures": [credentials]}
        assert iam.call(ENABLE[1]) == {**known, "EnabledFeatures": [credentials, sessions]}
        assert iam.call("ListOrganizationsFeatures") == {**known, "EnabledFeatures": [credentials, sessions]}
        assert iam.call(OTHERS[0]) == {**known, "EnabledFeatures": [sessions]}
        assert iam.call(OTHERS[1]) == {**known, "EnabledFeatures": []}

    def test_a_delegated_administrator(self, iam: Client, cloud: Driver, organization: Any) -> None:
        cloud.call("organizations", "EnableAWSServiceAccess", TRUST)
        account = member(cloud)
        cloud.call("organizations", "RegisterDelegatedAdministrator", {"AccountId": account, **TRUST})
        iam.call(ENABLE[0])
        told = Client(cloud, account).call("ListOrganizationsFeatures")
        assert told["EnabledFeatures"] == ["RootCredentialsManagement"]
        assert organization["MasterAccountId"] == ACCOUNT
