"""Trusted services and delegated administrators. Source: Organizations API Reference, of each operation."""

from tests.cloud import ACCOUNT
from tests.services.organizations.conftest import OTHER, THIRD, Org

CONFIG = "config.amazonaws.com"
SSO = "sso.amazonaws.com"


class TestServiceAccess:
    def test_to_and_fro(self, org: Org) -> None:
        org.call("EnableAWSServiceAccess", ServicePrincipal=SSO)
        enabled_at = org.cloud.now()
        org.advance(60)
        org.call("EnableAWSServiceAccess", ServicePrincipal=SSO)
        org.call("EnableAWSServiceAccess", ServicePrincipal=CONFIG)
        told = org.call("ListAWSServiceAccessForOrganization")["EnabledServicePrincipals"]
        assert told == [
            {"ServicePrincipal": CONFIG, "DateEnabled": enabled_at + 60},
            {"ServicePrincipal": SSO, "DateEnabled": enabled_at},
        ]
        pages = org.pages("ListAWSServiceAccessForOrganization", "EnabledServicePrincipals", MaxResults=1)
        assert [len(page) for page in pages] == [1, 1]
        org.call("DisableAWSServiceAccess", ServicePrincipal=SSO)
        told = org.call("ListAWSServiceAccessForOrganization")["EnabledServicePrincipals"]
        assert [one["ServicePrincipal"] for one in told] == [CONFIG]

    def test_a_service_that_is_none(self, org: Org) -> None:
        for operation in ("EnableAWSServiceAccess", "DisableAWSServiceAccess"):
            error = org.error(operation, ServicePrincipal="nobody.amazonaws.com")
            assert (error.code, error.members["Reason"], error.message) == (
                "InvalidInputException",
                "UNRECOGNIZED_SERVICE_PRINCIPAL",
                "You specified an unrecognized service principal.",
            )
        assert org.code("EnableAWSServiceAccess", account=org.account(), ServicePrincipal=SSO) == (
            "AccessDeniedException"
        )


def _register(org: Org, account: str, service: str = SSO) -> None:
    org.call("EnableAWSServiceAccess", ServicePrincipal=service)
    org.call("RegisterDelegatedAdministrator", AccountId=account, ServicePrincipal=service)


class TestDelegatedAdministrators:
    def test_it_may_look_and_not_touch(self, org: Org) -> None:
        member = org.account()
        assert org.code("ListAccounts", account=member) == "AccessDeniedException"
        _register(org, member)
        assert org.call("ListAccounts", account=member) == org.call("ListAccounts")
        assert org.call("ListRoots", account=member) == org.call("ListRoots")
        assert org.code("CreateOrganizationalUnit", account=member, ParentId=org.root, Name="x") == (
            "AccessDeniedException"
        )
        made = {"Name": "t", "Description": "", "Content": '{"tags":{"a":{}}}', "Type": "TAG_POLICY"}
        assert org.code("CreatePolicy", account=member, **made) == "AccessDeniedException"
        org.call("DeregisterDelegatedAdministrator", AccountId=member, ServicePrincipal=SSO)
        assert org.code("ListAccounts", account=member) == "AccessDeniedException"

    def test_lists(self, org: Org) -> None:
        one, two = sorted((org.account("one"), org.account("two")))
        _register(org, one)
        org.advance(60)
        _register(org, one, CONFIG)
        _register(org, two, CONFIG)
        told = org.call("ListDelegatedAdministrators")["DelegatedAdministrators"]
        assert [(each["Id"], each["DelegationEnabledDate"]) for each in told] == [
            (one, org.cloud.now() - 60),
            (two, org.cloud.now()),
        ]
        account = org.call("DescribeAccount", AccountId=one)["Account"]
        assert {**told[0], "Paths": account["Paths"]} == {**account, "DelegationEnabledDate": org.cloud.now() - 60}
        told = org.call("ListDelegatedAdministrators", ServicePrincipal=SSO)["DelegatedAdministrators"]
        assert [each["Id"] for each in told] == [one]
        pages = org.pages("ListDelegatedAdministrators", "DelegatedAdministrators", MaxResults=1)
        assert [len(page) for page in pages] == [1, 1]
        services = org.pages("ListDelegatedServicesForAccount", "DelegatedServices", AccountId=one, MaxResults=1)
        assert services == [
            [{"ServicePrincipal": CONFIG, "DelegationEnabledDate": org.cloud.now()}],
            [{"ServicePrincipal": SSO, "DelegationEnabledDate": org.cloud.now() - 60}],
        ]
        assert org.code("ListDelegatedServicesForAccount", AccountId=ACCOUNT) == "AccountNotRegisteredException"
        assert org.code("ListDelegatedServicesForAccount", AccountId=OTHER) == "AccountNotFoundException"

    def test_what_is_wrong(self, org: Org) -> None:
        member = org.account()
        asked = {"AccountId": member, "ServicePrincipal": SSO}
        assert org.reason("RegisterDelegatedAdministrator", **asked)[1] == "SERVICE_ACCESS_NOT_ENABLED"
        _register(org, member)
        error = org.error("RegisterDelegatedAdministrator", **asked)
        assert (error.code, error.message) == (
            "AccountAlreadyRegisteredException",
            "The provided account is already a delegated administrator for your organization.",
        )
        error = org.error("RegisterDelegatedAdministrator", AccountId=ACCOUNT, ServicePrincipal=SSO)
        assert (error.members["Reason"], error.message) == (
            "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
            "You cannot register management account/yourself as delegated administrator for your organization.",
        )
        second = {"AccountId": org.account("second"), "ServicePrincipal": SSO}
        assert org.reason("RegisterDelegatedAdministrator", **second)[1] == (
            "DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE"
        )
        for operation in ("RegisterDelegatedAdministrator", "DeregisterDelegatedAdministrator"):
            assert org.code(operation, AccountId=OTHER, ServicePrincipal=SSO) == "AccountNotFoundException"
            assert org.reason(operation, AccountId=member, ServicePrincipal="x.amazonaws.com")[1] == (
                "UNRECOGNIZED_SERVICE_PRINCIPAL"
            )
        assert org.code("DeregisterDelegatedAdministrator", **second) == "AccountNotRegisteredException"

    def test_three_for_config(self, org: Org) -> None:
        for account in (OTHER, THIRD, "444455556666"):
            _register(org, org.invite(account), CONFIG)
        fourth = {"AccountId": org.invite("555566667777"), "ServicePrincipal": CONFIG}
        assert org.reason("RegisterDelegatedAdministrator", **fourth)[1] == (
            "MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED"
        )

    def test_not_one_that_is_closed(self, org: Org) -> None:
        member = org.account()
        org.call("EnableAWSServiceAccess", ServicePrincipal=SSO)
        org.call("CloseAccount", AccountId=member)
        assert org.reason("RegisterDelegatedAdministrator", AccountId=member, ServicePrincipal=SSO)[1] == (
            "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR"
        )
