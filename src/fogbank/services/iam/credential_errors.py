"""Errors of credentials, providers and reports with AWS's texts, and where each was seen.

"General form" is a text of ours in the words of IAM's others, where no answer of AWS was to be found in public.
"""

from fogbank.kernel.errors import AccessDenied, ServiceError, ValidationFailed
from fogbank.services.iam import _shapes as shapes


def duplicate_tag_keys() -> ServiceError:
    """Source: observed, TagUser and TagRole."""
    return shapes.InvalidInputException("Duplicate tag keys found. Please note that Tag keys are case insensitive.")


def reserved_tag_key() -> ServiceError:
    """Source: observed, TagUser and TagRole."""
    return shapes.InvalidInputException("aws: prefixed tag key names are not allowed for external use.")


def device_exists() -> ServiceError:
    """Source: observed, a CloudTrail record of CreateVirtualMFADevice (Panther's rules quote it)."""
    return shapes.EntityAlreadyExistsException("MFADevice entity at the same path and name already exists.")


def no_device(serial: str) -> ServiceError:
    """Source: observed, DeleteVirtualMFADevice."""
    return shapes.NoSuchEntityException(f"VirtualMFADevice with serial number {serial} does not exist.")


def device_of_nobody(serial: str, who: str) -> ServiceError:
    """General form."""
    return shapes.NoSuchEntityException(f"MFA device with serial number {serial} is not enabled for {who}.")


def device_taken() -> ServiceError:
    """General form; EntityAlreadyExists is modelled for EnableMFADevice."""
    return shapes.EntityAlreadyExistsException("MFA Device is already in use.")


def device_in_use() -> ServiceError:
    """Source: observed, DeleteVirtualMFADevice of a device that a user has."""
    return shapes.DeleteConflictException("MFA VirtualDevice in use. Must deactivate first.")


def wrong_codes() -> ServiceError:
    """Source: observed, reports of EnableMFADevice (also through the console)."""
    return shapes.InvalidAuthenticationCodeException("Authentication code for device is not valid.")


def needs_mfa() -> ServiceError:
    """Source: observed, DeactivateMFADevice of one's own device without MFA in the session."""
    return AccessDenied(
        "To complete this action, please ensure that you are authenticated with an MFA device that is enabled for "
        "this user."
    )


def profile_exists(user: str) -> ServiceError:
    """Source: observed, CreateLoginProfile."""
    return shapes.EntityAlreadyExistsException(f"Login Profile for user {user} already exists.")


def no_profile(user: str) -> ServiceError:
    """Source: observed, ChangePassword and GetLoginProfile."""
    return shapes.NoSuchEntityException(f"Login Profile for User {user} cannot be found.")


def breaks_policy(how: str) -> ServiceError:
    """Source: observed, see `password_rules`."""
    return shapes.PasswordPolicyViolationException(how)


def password_reused() -> ServiceError:
    """Source: observed, ChangePassword and the console."""
    return shapes.PasswordPolicyViolationException(
        "Policy constraint violation with password reuse prevention during password change."
    )


def wrong_old_password() -> ServiceError:
    """Source: observed: AccessDenied, though the model does not have it."""
    return AccessDenied("The old password was incorrect.")


def not_a_user() -> ServiceError:
    """Source: API Reference, ChangePassword, InvalidUserType: only users have a password to change by it."""
    return shapes.InvalidUserTypeException("Only IAM Users can change their own password.")


def no_password() -> ServiceError:
    """A password is given or made; IAM does not make one over the API. General form of ValidationError."""
    return ValidationFailed("Must specify a password.")


def session_twice() -> ServiceError:
    """Source: API Reference, UpdateLoginProfile: MaxSigninSessionDuration or its reset. General form."""
    return shapes.InvalidInputException(
        "MaxSigninSessionDuration and ResetMaxSigninSessionDuration cannot be specified together."
    )


def no_password_policy(account: str) -> ServiceError:
    """Source: observed, GetAccountPasswordPolicy."""
    return shapes.NoSuchEntityException(f"The Password Policy with domain name {account} cannot be found.")


def bad_metadata() -> ServiceError:
    """Source: observed, CreateSAMLProvider, as Terraform's users report it."""
    return shapes.InvalidInputException("Could not parse metadata")


def saml_exists(name: str) -> ServiceError:
    """General form."""
    return shapes.EntityAlreadyExistsException(f"SAMLProvider with name {name} already exists.")


def no_saml(arn: str) -> ServiceError:
    """Source: observed, GetSAMLProvider (cloudwanderer's tests quote it)."""
    return shapes.NoSuchEntityException(f"Manifest not found for arn {arn}")


def bad_saml_key() -> ServiceError:
    """General form. Source of the rule: API Reference, CreateSAMLProvider, AddPrivateKey."""
    return shapes.InvalidInputException("The private key must be a PEM-encoded RSA private key.")


def no_saml_key(key_id: str) -> ServiceError:
    """General form."""
    return shapes.NoSuchEntityException(f"The private key with id {key_id} cannot be found.")


def encryption_without_key() -> ServiceError:
    """General form. Source of the rule: IAM User Guide, Create a SAML identity provider, SAML encryption."""
    return shapes.InvalidInputException("A private key is required to require encrypted assertions.")


def serial_too_long() -> ServiceError:
    """Source of the rule: API Reference, VirtualMFADevice: a SerialNumber has up to 256 characters. General form."""
    return shapes.InvalidInputException("The serial number of the MFA device is longer than 256 characters.")


def bad_url() -> ServiceError:
    """Source: observed, CreateOpenIDConnectProvider: ValidationError."""
    return ValidationFailed("Invalid Open ID Connect Provider URL")


def oidc_exists(url: str) -> ServiceError:
    """Source: observed, CreateOpenIDConnectProvider."""
    return shapes.EntityAlreadyExistsException(f"Provider with url {url} already exists.")


def no_oidc(arn: str) -> ServiceError:
    """Source: observed, GetOpenIDConnectProvider (cloudwanderer's tests quote it)."""
    return shapes.NoSuchEntityException(f"OpenIDConnect Provider not found for arn {arn}")


def too_many_thumbprints() -> ServiceError:
    """Source of the rule: API Reference, CreateOpenIDConnectProvider: up to five. General form."""
    return shapes.InvalidInputException("Thumbprint list must contain no more than 5 entries.")


def bad_thumbprint() -> ServiceError:
    """Source of the rule: API Reference: the hex-encoded SHA-1 of a certificate. General form."""
    return shapes.InvalidInputException("Thumbprint must be the hex-encoded SHA-1 hash of a certificate.")


def bad_arn(arn: str) -> ServiceError:
    """Source: observed, operations on providers and policies: "ARN x is not valid."."""
    return ValidationFailed(f"ARN {arn} is not valid.")


def bad_certificate() -> ServiceError:
    """Source: observed, UploadServerCertificate."""
    return shapes.MalformedCertificateException(
        "Unable to parse certificate. Please ensure the certificate is in PEM format."
    )


def bad_private_key() -> ServiceError:
    """General form."""
    return shapes.MalformedCertificateException("Invalid Private Key.")


def key_mismatch() -> ServiceError:
    """Source of the rule: API Reference, KeyPairMismatch. General form."""
    return shapes.KeyPairMismatchException("The public key certificate and the private key do not match.")


def bad_chain(index: int) -> ServiceError:
    """Source: observed, UploadServerCertificate."""
    return shapes.MalformedCertificateException(
        "Unable to validate certificate chain. The certificate chain must start with the immediate signing "
        "certificate, followed by any intermediaries in order. The index within the chain of the invalid "
        f"certificate is: {index}"
    )


def not_valid_now() -> ServiceError:
    """Source of the rule: IAM User Guide, Manage server certificates: valid at the time of upload. General form."""
    return shapes.MalformedCertificateException("The certificate is not valid at this time.")


def server_certificate_exists(name: str) -> ServiceError:
    """Source: observed, UploadServerCertificate."""
    return shapes.EntityAlreadyExistsException(f"The Server Certificate with name {name} already exists.")


def no_server_certificate(name: str) -> ServiceError:
    """Source: observed, DeleteServerCertificate."""
    return shapes.NoSuchEntityException(f"The Server Certificate with name {name} cannot be found.")


def expired_signing_certificate() -> ServiceError:
    """Source of the rule: API Reference, InvalidCertificate. General form."""
    return shapes.InvalidCertificateException("The certificate is not valid at this time.")


def duplicate_certificate() -> ServiceError:
    """Source of the rule: API Reference, DuplicateCertificate. General form."""
    return shapes.DuplicateCertificateException("The certificate is already associated with a user.")


def no_signing_certificate(certificate_id: str) -> ServiceError:
    """Source: observed, UpdateSigningCertificate."""
    return shapes.NoSuchEntityException(f"The Certificate with id {certificate_id} cannot be found.")


def unreadable_ssh_key() -> ServiceError:
    """Source: observed, UploadSSHPublicKey."""
    return shapes.UnrecognizedPublicKeyEncodingException("Invalid public key uploaded.")


def weak_ssh_key() -> ServiceError:
    """Source of the rule: API Reference, UploadSSHPublicKey: at least 2048 bits. General form."""
    return shapes.InvalidPublicKeyException("The public key must be an RSA key of at least 2048 bits.")


def duplicate_ssh_key() -> ServiceError:
    """Source: API Reference, DuplicateSSHPublicKey."""
    return shapes.DuplicateSSHPublicKeyException(
        "The SSH public key is already associated with the specified IAM user."
    )


def no_ssh_key(key_id: str) -> ServiceError:
    """Source: observed, GetSSHPublicKey."""
    return shapes.NoSuchEntityException(f"The Public Key with id {key_id} cannot be found.")


def not_such_a_service(service: str) -> ServiceError:
    """Source: API Reference, NotSupportedService. General form."""
    return shapes.ServiceNotSupportedException(f"No such service {service} is supported for this operation")


def age_not_supported(service: str) -> ServiceError:
    """Source of the rule: API Reference, CreateServiceSpecificCredential, CredentialAgeDays. General form."""
    return ValidationFailed(f"CredentialAgeDays is not supported for {service}")


def no_service_credential(credential_id: str) -> ServiceError:
    """Source: observed form, DeleteServiceSpecificCredential."""
    return shapes.NoSuchEntityException(f"No such credential {credential_id} exists")


def users_and_all() -> ServiceError:
    """Source of the rule: API Reference, ListServiceSpecificCredentials, AllUsers. General form."""
    return ValidationFailed("UserName cannot be specified together with AllUsers")


def status_expired() -> ServiceError:
    """Source of the rule: API Reference: a status is changed to Active or Inactive. General form of InvalidInput."""
    return shapes.InvalidInputException("Status must be Active or Inactive.")


def no_linked_role(service: str) -> ServiceError:
    """Source of the rule: API Reference, CreateServiceLinkedRole, AWSServiceName. General form."""
    return shapes.InvalidInputException(f"The service {service} does not have a service-linked role.")


def suffix_not_allowed(service: str) -> ServiceError:
    """Source: observed, CreateServiceLinkedRole."""
    return shapes.InvalidInputException(f"Custom suffix is not allowed for {service}")


def linked_role_exists(name: str) -> ServiceError:
    """Source: observed, CreateServiceLinkedRole, many reports."""
    return shapes.InvalidInputException(
        f"Service role name {name} has been taken in this account, please try a different suffix."
    )


def not_linked(name: str) -> ServiceError:
    """A role that is there and belongs to no service; the model has no other error for it. General form."""
    return shapes.NoSuchEntityException(f"The service-linked role with name {name} cannot be found.")


def no_deletion_task(task_id: str) -> ServiceError:
    """General form."""
    return shapes.NoSuchEntityException(f"The deletion task with id {task_id} cannot be found.")


def alias_exists(alias: str) -> ServiceError:
    """Source: observed, CreateAccountAlias."""
    return shapes.EntityAlreadyExistsException(f"The account alias {alias} already exists.")


def alias_is_a_number() -> ServiceError:
    """Source of the rule: User Guide, Your AWS account ID and its alias: not a 12-digit number. General form."""
    return ValidationFailed("The account alias cannot be a 12-digit number.")


def no_alias(alias: str) -> ServiceError:
    """General form."""
    return shapes.NoSuchEntityException(f"The account alias {alias} cannot be found.")


def no_report() -> ServiceError:
    """Without a message. Source: observed, "when calling the GetCredentialReport operation: Unknown"."""
    return shapes.CredentialReportNotPresentException()


def report_in_progress() -> ServiceError:
    """Source of the rule: API Reference, GetCredentialReport; no message, as with the others."""
    return shapes.CredentialReportNotReadyException()


def report_expired() -> ServiceError:
    """Source of the rule: API Reference, GetCredentialReport; no message, as with the others."""
    return shapes.CredentialReportExpiredException()


def no_organization() -> ServiceError:
    """Source: API Reference, OrganizationNotFoundException."""
    return shapes.OrganizationNotFoundException(
        "The request was rejected because no organization is associated with your account."
    )


def not_management_account() -> ServiceError:
    """Source: API Reference, CallerIsNotManagementAccountException."""
    return shapes.CallerIsNotManagementAccountException(
        "The request was rejected because the account making the request is not the management account for the "
        "organization."
    )


def not_an_administrator() -> ServiceError:
    """Source: API Reference, AccountNotManagementOrDelegatedAdministratorException."""
    return shapes.AccountNotManagementOrDelegatedAdministratorException(
        "The request was rejected because the account making the request is not the management account or delegated "
        "administrator account for centralized root access."
    )


def not_all_features() -> ServiceError:
    """Source: API Reference, OrganizationNotInAllFeaturesModeException."""
    return shapes.OrganizationNotInAllFeaturesModeException(
        "The request was rejected because your organization does not have All features enabled."
    )


def service_access_not_enabled() -> ServiceError:
    """Source: API Reference, ServiceAccessNotEnabledException."""
    return shapes.ServiceAccessNotEnabledException(
        "The request was rejected because trusted access is not enabled for IAM in Organizations."
    )


def no_access_report(job_id: str) -> ServiceError:
    """Of another principal, too. General form."""
    return shapes.NoSuchEntityException(f"The report with job id {job_id} cannot be found.")


def not_in_report(service: str) -> ServiceError:
    """General form."""
    return shapes.NoSuchEntityException(f"The service {service} is not in the report.")


def only_for_management() -> ServiceError:
    """Source of the rule: API Reference, GenerateOrganizationsAccessReport. General form."""
    return AccessDenied("Only the management account of an organization can get an access report of the organization.")


def no_control_policies() -> ServiceError:
    """Source of the rule: API Reference, GenerateOrganizationsAccessReport: SCPs must be enabled. General form."""
    return shapes.InvalidInputException("Service control policies are not enabled for the organization root.")


def no_entity_path(path: str) -> ServiceError:
    """General form."""
    return shapes.NoSuchEntityException(f"The organization entity with path {path} cannot be found.")
