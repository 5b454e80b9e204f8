"""GetAccountSummary, account aliases, preferences of STS (IAM-011, IAM-020, IAM-021). Source: IAM API Reference."""

from typing import Any

import pytest

from tests.cloud import ACCOUNT, Driver
from tests.services.iam import saml
from tests.services.iam.client import Client

OTHERS = "111122223333"


def summary(iam: Client) -> dict[str, int]:
    found: dict[str, int] = iam.call("GetAccountSummary")["SummaryMap"]
    return found


class TestSummary:
    def test_an_empty_account(self, iam: Client) -> None:
        """IAM-011, IAM-020. Source: API Reference, GetAccountSummary, its keys and the quotas of its example."""
        assert summary(iam) == {
            "AccessKeysPerUserQuota": 2,
            "AccountAccessKeysPresent": 0,
            "AccountMFAEnabled": 0,
            "AccountPasswordPresent": 0,
            "AccountSigningCertificatesPresent": 0,
            "AssumeRolePolicySizeQuota": 2048,
            "AttachedPoliciesPerGroupQuota": 10,
            "AttachedPoliciesPerRoleQuota": 10,
            "AttachedPoliciesPerUserQuota": 10,
            "GlobalEndpointTokenVersion": 1,
            "GroupPolicySizeQuota": 5120,
            "Groups": 0,
            "GroupsPerUserQuota": 10,
            "GroupsQuota": 300,
            "InstanceProfiles": 0,
            "InstanceProfilesQuota": 1000,
            "MFADevices": 0,
            "MFADevicesInUse": 0,
            "Policies": 0,
            "PoliciesQuota": 1500,
            "PolicySizeQuota": 6144,
            "PolicyVersionsInUse": 0,
            "PolicyVersionsInUseQuota": 10000,
            "Providers": 0,
            "RolePolicySizeQuota": 10240,
            "Roles": 0,
            "RolesQuota": 1000,
            "ServerCertificates": 0,
            "ServerCertificatesQuota": 20,
            "SigningCertificatesPerUserQuota": 2,
            "UserPolicySizeQuota": 2048,
            "Users": 0,
            "UsersQuota": 5000,
            "VersionsPerPolicyQuota": 5,
        }

    def test_everything_is_counted(self, iam: Client) -> None:
        iam.user("jo")
        iam.call("CreateGroup", GroupName="team")
        iam.call("CreateServiceLinkedRole", AWSServiceName="spot.amazonaws.com")
        iam.call("CreateInstanceProfile", InstanceProfileName="app")
        document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'
        arn = iam.call("CreatePolicy", PolicyName="p", PolicyDocument=document)["Policy"]["Arn"]
        iam.call("CreatePolicyVersion", PolicyArn=arn, PolicyDocument=document)
        iam.call("CreateOpenIDConnectProvider", Url="https://a.example.com")
        iam.call("CreateSAMLProvider", Name="corp", SAMLMetadataDocument=saml.metadata())
        iam.device("free")
        iam.device("taken").enable("jo")
        iam.call(
            "UploadServerCertificate",
            ServerCertificateName="web",
            CertificateBody=saml.pem(saml.certificate()),
            PrivateKey=saml.key_pem(),
        )
        found = summary(iam)
        wanted = {
            "Users": 1,
            "Groups": 1,
            "Roles": 1,
            "InstanceProfiles": 1,
            "Policies": 1,
            "PolicyVersionsInUse": 2,
            "Providers": 2,
            "MFADevices": 2,
            "MFADevicesInUse": 1,
            "AccountMFAEnabled": 0,
            "ServerCertificates": 1,
        }
        assert {key: found[key] for key in wanted} == wanted

    def test_what_root_has(self, iam: Client, cloud: Driver) -> None:
        """IAM-020, IAM-021."""
        iam.device().enable("root")
        iam.call("CreateAccessKey")
        iam.call("UploadSigningCertificate", CertificateBody=saml.pem(saml.certificate()))
        keys = ("AccountMFAEnabled", "AccountAccessKeysPresent", "AccountSigningCertificatesPresent")
        assert [summary(iam)[key] for key in keys] == [1, 1, 1]
        assert [summary(Client(cloud, OTHERS))[key] for key in keys] == [0, 0, 0]
        [device] = iam.call("ListMFADevices")["MFADevices"]
        iam.call("DeactivateMFADevice", SerialNumber=device["SerialNumber"])
        assert summary(iam)["AccountMFAEnabled"] == 0

    def test_the_version_of_tokens(self, iam: Client) -> None:
        iam.call("SetSecurityTokenServicePreferences", GlobalEndpointTokenVersion="v2Token")
        assert summary(iam)["GlobalEndpointTokenVersion"] == 2
        iam.call("SetSecurityTokenServicePreferences", GlobalEndpointTokenVersion="v1Token")
        assert summary(iam)["GlobalEndpointTokenVersion"] == 1
        refused = iam.refused("SetSecurityTokenServicePreferences", GlobalEndpointTokenVersion="v3Token")
        assert refused[0] == "ValidationError"


class TestAlias:
    def test_made_listed_deleted(self, iam: Client) -> None:
        assert iam.call("ListAccountAliases") == {"AccountAliases": [], "IsTruncated": False}
        iam.call("CreateAccountAlias", AccountAlias="acme")
        assert iam.call("ListAccountAliases")["AccountAliases"] == ["acme"]
        iam.call("DeleteAccountAlias", AccountAlias="acme")
        assert iam.call("ListAccountAliases")["AccountAliases"] == []
        assert iam.refused("DeleteAccountAlias", AccountAlias="acme")[0] == "NoSuchEntity"

    def test_one_at_a_time(self, iam: Client, cloud: Driver) -> None:
        """Source: API Reference: your account can have only one alias."""
        iam.call("CreateAccountAlias", AccountAlias="acme")
        iam.call("CreateAccountAlias", AccountAlias="acme-two")
        assert iam.call("ListAccountAliases")["AccountAliases"] == ["acme-two"]
        Client(cloud, OTHERS).call("CreateAccountAlias", AccountAlias="acme")

    def test_no_two_accounts_have_the_same(self, iam: Client, cloud: Driver) -> None:
        iam.call("CreateAccountAlias", AccountAlias="acme")
        other = Client(cloud, OTHERS)
        wanted = ("EntityAlreadyExists", "The account alias acme already exists.")
        assert other.refused("CreateAccountAlias", AccountAlias="acme") == wanted
        assert other.refused("DeleteAccountAlias", AccountAlias="acme")[0] == "NoSuchEntity"

    @pytest.mark.parametrize("alias", ["ab", "-abc", "abc-", "a--b", "Acme", "a.b", "123456789012", "a" * 64])
    def test_their_form(self, iam: Client, alias: str) -> None:
        """Source: User Guide, Your AWS account ID and its alias."""
        assert iam.refused("CreateAccountAlias", AccountAlias=alias)[0] == "ValidationError"

    def test_roots_name(self, iam: Client) -> None:
        def name() -> Any:
            return iam.call("ListVirtualMFADevices", AssignmentStatus="Assigned")["VirtualMFADevices"][0]["User"]

        iam.device().enable(ACCOUNT)
        assert name()["UserName"] == ACCOUNT
        iam.call("CreateAccountAlias", AccountAlias="acme")
        assert name()["UserName"] == "acme"
        [device] = iam.call("ListMFADevices", UserName="acme")["MFADevices"]
        iam.call("DeactivateMFADevice", UserName="acme", SerialNumber=device["SerialNumber"])
