"""What concerns an account as a whole: its summary, its alias, tokens of the global endpoint of STS."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity.keys import AccessKey
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.kernel.store import Record
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import credential_errors as errors
from fogbank.services.iam import limits, listing, owners
from fogbank.services.iam.records import Group, InstanceProfile, Policy, Role, User
from fogbank.services.iam.records_account import AccountAlias, Preferences
from fogbank.services.iam.records_credentials import LoginProfile, MfaDevice, ServerCertificate, SigningCertificate
from fogbank.services.iam.records_providers import OidcProvider, SamlProvider

_COUNTED: dict[str, type[Record]] = {
    "Users": User,
    "Groups": Group,
    "Roles": Role,
    "Policies": Policy,
    "InstanceProfiles": InstanceProfile,
    "ServerCertificates": ServerCertificate,
    "MFADevices": MfaDevice,
}
# Key of the summary: quota of limits.py.
_QUOTAS = {
    "UsersQuota": "UsersPerAccount",
    "GroupsQuota": "GroupsPerAccount",
    "RolesQuota": "RolesPerAccount",
    "PoliciesQuota": "PoliciesPerAccount",
    "InstanceProfilesQuota": "InstanceProfilesPerAccount",
    "ServerCertificatesQuota": "ServerCertificatesPerAccount",
    "GroupsPerUserQuota": "GroupsPerUser",
    "AccessKeysPerUserQuota": "AccessKeysPerUser",
    "SigningCertificatesPerUserQuota": "SigningCertificatesPerUser",
    "AttachedPoliciesPerUserQuota": "PoliciesPerUser",
    "AttachedPoliciesPerGroupQuota": "PoliciesPerGroup",
    "AttachedPoliciesPerRoleQuota": "PoliciesPerRole",
    "VersionsPerPolicyQuota": "VersionsPerPolicy",
    "PolicySizeQuota": "PolicySize",
    "UserPolicySizeQuota": "UserPolicySize",
    "GroupPolicySizeQuota": "GroupPolicySize",
    "RolePolicySizeQuota": "RolePolicySize",
    "AssumeRolePolicySizeQuota": "ACLSizePerRole",
}
# Source: API Reference, GetAccountSummary, the example: PolicyVersionsInUseQuota.
_VERSIONS_MAX = 10_000


@operation("GetAccountSummary")
def get_account_summary(call: Call, req: dict[str, Any]) -> shapes.GetAccountSummaryResponse:
    """How much of everything the account has, and may have.

    Source: API Reference, GetAccountSummary.
    Differs: a root has a password only where one was made for it.
    """
    tx, account = call.tx, call.account
    root = owners.root(call)
    in_use = list(tx.scan(MfaDevice, account, index="owner"))
    policies = tx.scan(Policy, account)
    summary = {key: tx.count(table, account) for key, table in _COUNTED.items()}
    summary |= {key: limits.of(call, quota) for key, quota in _QUOTAS.items()}
    summary |= {
        "Providers": tx.count(SamlProvider, account) + tx.count(OidcProvider, account),
        "PolicyVersionsInUse": sum(len(policy.versions) for policy in policies),
        "PolicyVersionsInUseQuota": _VERSIONS_MAX,
        "MFADevicesInUse": len(in_use),
        "AccountMFAEnabled": int(any(device.owner == account for device in in_use)),
        "AccountAccessKeysPresent": int(any(not key.token for key in tx.scan(AccessKey, root.arn, index="principal"))),
        "AccountPasswordPresent": int(tx.get(LoginProfile, account, account) is not None),
        "AccountSigningCertificatesPresent": int(tx.count(SigningCertificate, account, account) > 0),
        "GlobalEndpointTokenVersion": preferences_of(call).token_version,
    }
    return {"SummaryMap": dict(sorted(summary.items()))}


def preferences_of(call: Call) -> Preferences:
    """What the account has chosen, or what is so from the beginning."""
    return call.tx.get(Preferences, call.account) or Preferences(call.account)


@operation("SetSecurityTokenServicePreferences")
def set_security_token_service_preferences(call: Call, req: shapes.SetSecurityTokenServicePreferencesRequest) -> None:
    """Choose the version of tokens that the global endpoint of STS gives.

    Source: API Reference, SetSecurityTokenServicePreferences.
    """
    version = {"v1Token": 1, "v2Token": 2}[req["GlobalEndpointTokenVersion"]]
    call.tx.put(preferences_of(call).replace(token_version=version))


# -- the alias


@operation("CreateAccountAlias")
def create_account_alias(call: Call, req: shapes.CreateAccountAliasRequest) -> None:
    """Give the account an alias in place of the one that it may have. No two accounts have the same.

    Errors: EntityAlreadyExists, ValidationError.
    Source: API Reference, CreateAccountAlias; User Guide, Your AWS account ID and its alias.
    """
    alias = req["AccountAlias"]
    if len(alias) == 12 and alias.isdecimal():
        raise errors.alias_is_a_number()
    if call.tx.get(AccountAlias, alias) is not None:
        raise errors.alias_exists(alias)
    for known in list(call.tx.scan(AccountAlias, call.account, index="account")):
        call.tx.delete(known)
    call.tx.put(AccountAlias(alias, call.account))


@operation("ListAccountAliases")
def list_account_aliases(call: Call, req: shapes.ListAccountAliasesRequest) -> Page:
    """The account's alias; there is one at most.

    Source: API Reference, ListAccountAliases.
    """
    rows = call.tx.scan(AccountAlias, call.account, index="account", after=call.resume)
    return listing.page("AccountAliases", rows, req, lambda row: row.alias, lambda row: (row.alias,))


@operation("DeleteAccountAlias")
def delete_account_alias(call: Call, req: shapes.DeleteAccountAliasRequest) -> None:
    """Take the alias away.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteAccountAlias.
    """
    alias = req["AccountAlias"]
    known = call.tx.get(AccountAlias, alias)
    if known is None or known.account != call.account:
        raise errors.no_alias(alias)
    call.tx.delete(known)
