"""Centralized root access: what an organization's management account may do as the root of its members.

Source: IAM User Guide, Centrally manage root access for member accounts.
"""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity.principal import Principal, root_of
from fogbank.kernel.operation import operation
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import credential_errors as errors
from fogbank.services.iam.records_account import Preferences

CREDENTIALS, SESSIONS = "RootCredentialsManagement", "RootSessions"
_SERVICE = "iam.amazonaws.com"


def _asked(call: Call, as_: Principal, operation: str, **params: Any) -> Any:
    return call.invoke("organizations", operation, params, as_=as_)


def _organization(call: Call, *, manager_only: bool) -> tuple[str, str]:
    """The organization's id and its management account, if the caller may manage root access and IAM is trusted.

    Errors: OrganizationNotFound, CallerIsNotManagementAccount, AccountNotManagementOrDelegatedAdministrator,
    OrganizationNotInAllFeaturesMode, ServiceAccessNotEnabled.
    """
    over = call.ask("ceilings", call.account)
    if not over.organization:
        raise errors.no_organization()
    manager = root_of(over.management_account, partition=call.partition)
    if over.management_account != call.account:
        if manager_only:
            raise errors.not_management_account()
        listed = _asked(call, manager, "ListDelegatedAdministrators", ServicePrincipal=_SERVICE)
        if call.account not in [each["Id"] for each in listed["DelegatedAdministrators"]]:
            raise errors.not_an_administrator()
    if _asked(call, manager, "DescribeOrganization")["Organization"]["FeatureSet"] != "ALL":
        raise errors.not_all_features()
    trusted = _asked(call, manager, "ListAWSServiceAccessForOrganization")["EnabledServicePrincipals"]
    if _SERVICE not in [each["ServicePrincipal"] for each in trusted]:
        raise errors.service_access_not_enabled()
    return over.organization, over.management_account


def _features(call: Call, feature: str = "", *, on: bool = False) -> Any:
    """Switch a feature, if one is named; gives those that are on then."""
    organization, manager = _organization(call, manager_only=on)
    preferences = call.tx.get(Preferences, manager) or Preferences(manager)
    features = set(preferences.root_features)
    if feature:
        features = features | {feature} if on else features - {feature}
        call.tx.put(preferences.replace(root_features=tuple(sorted(features))))
    return {"OrganizationId": organization, "EnabledFeatures": sorted(features)}


@operation("EnableOrganizationsRootCredentialsManagement")
def enable_organizations_root_credentials_management(
    call: Call, req: dict[str, Any]
) -> shapes.EnableOrganizationsRootCredentialsManagementResponse:
    """Let root credentials of members be managed from the management account.

    Errors: see `_organization`.
    Source: API Reference, EnableOrganizationsRootCredentialsManagement.
    """
    answer: shapes.EnableOrganizationsRootCredentialsManagementResponse = _features(call, CREDENTIALS, on=True)
    return answer


@operation("EnableOrganizationsRootSessions")
def enable_organizations_root_sessions(
    call: Call, req: dict[str, Any]
) -> shapes.EnableOrganizationsRootSessionsResponse:
    """Let privileged tasks be done in members by sessions of their roots.

    Errors: see `_organization`.
    Source: API Reference, EnableOrganizationsRootSessions.
    """
    answer: shapes.EnableOrganizationsRootSessionsResponse = _features(call, SESSIONS, on=True)
    return answer


@operation("DisableOrganizationsRootCredentialsManagement")
def disable_organizations_root_credentials_management(
    call: Call, req: dict[str, Any]
) -> shapes.DisableOrganizationsRootCredentialsManagementResponse:
    """Let root credentials of members be their own business again.

    Errors: see `_organization`.
    Source: API Reference, DisableOrganizationsRootCredentialsManagement.
    """
    answer: shapes.DisableOrganizationsRootCredentialsManagementResponse = _features(call, CREDENTIALS)
    return answer


@operation("DisableOrganizationsRootSessions")
def disable_organizations_root_sessions(
    call: Call, req: dict[str, Any]
) -> shapes.DisableOrganizationsRootSessionsResponse:
    """Allow no sessions of members' roots any more.

    Errors: see `_organization`.
    Source: API Reference, DisableOrganizationsRootSessions.
    """
    answer: shapes.DisableOrganizationsRootSessionsResponse = _features(call, SESSIONS)
    return answer


@operation("ListOrganizationsFeatures")
def list_organizations_features(call: Call, req: dict[str, Any]) -> shapes.ListOrganizationsFeaturesResponse:
    """The features of centralized root access that are on.

    Errors: see `_organization`.
    Source: API Reference, ListOrganizationsFeatures.
    """
    answer: shapes.ListOrganizationsFeaturesResponse = _features(call)
    return answer
