"""How much an account may have: quotas by the names that AWS's messages have for them.

Source: IAM User Guide, IAM and AWS STS quotas. Messages: "Cannot exceed quota for UsersPerAccount: 5000" and the like,
reported for UsersPerAccount, RolesPerAccount, PoliciesPerRole, ACLSizePerRole, PolicySize and
InstanceSessionsPerInstanceProfile; the other names follow their form.
"""

from fogbank.kernel.call import Call
from fogbank.services.iam import errors

# Quotas that can be raised: code and default are in the manifest.
_CODES = {
    "UsersPerAccount": "L-F55AF5E4",
    "GroupsPerAccount": "L-F4A5425F",
    "RolesPerAccount": "L-FE177D64",
    "PoliciesPerAccount": "L-E95E4862",
    "InstanceProfilesPerAccount": "L-6E65F664",
    "PoliciesPerUser": "L-4019AD8B",
    "PoliciesPerGroup": "L-384571C4",
    "PoliciesPerRole": "L-0DA4ABF3",
    "ACLSizePerRole": "L-C07B4B0D",
}
_FIXED = {
    "GroupsPerUser": 10,
    "AccessKeysPerUser": 2,
    "VersionsPerPolicy": 5,
    "InstanceSessionsPerInstanceProfile": 1,
    "MFADevicesPerUser": 8,
    # As many as users.
    "VirtualMFADevicesPerAccount": 5000,
    "ServerCertificatesPerAccount": 20,
    "SigningCertificatesPerUser": 2,
    "SSHPublicKeysPerUser": 5,
    # For each service. Source: API Reference, CreateServiceSpecificCredential.
    "ServiceSpecificCredentialsPerUser": 2,
    "SAMLProvidersPerAccount": 100,
    # Source: IAM User Guide, Manage SAML encryption keys.
    "PrivateKeysPerSAMLProvider": 2,
    "OpenIdConnectProvidersPerAccount": 100,
    "ClientIdsPerOpenIdConnectProvider": 100,
    # In characters that are no white space; inline policies of one holder count together.
    "PolicySize": 6144,
    "UserPolicySize": 2048,
    "GroupPolicySize": 5120,
    "RolePolicySize": 10240,
}


def of(call: Call, quota: str) -> int:
    """The quota of this name that holds for the caller's account."""
    if quota in _FIXED:
        return _FIXED[quota]
    code = _CODES[quota]
    return int(call.quota(code, call.manifest.manifest["quotas"][code]))


def check(call: Call, quota: str, wanted: int) -> None:
    """Raise LimitExceeded where so many, or so much, is more than the quota."""
    limit = of(call, quota)
    if wanted > limit:
        raise errors.over_quota(quota, limit)
