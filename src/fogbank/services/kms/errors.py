"""The errors of KMS with AWS's texts. Where a text is observed, the source is a public report of an answer by AWS."""

from fogbank.kernel.errors import AccessDenied, ServiceError, Throttled, ValidationFailed
from fogbank.services.kms import _shapes as shapes


def no_key(arn: str) -> ServiceError:
    """Source: observed, NotFoundException of DescribeKey."""
    return shapes.NotFoundException(f"Key '{arn}' does not exist")


def bad_key_id(text: str) -> ServiceError:
    """Source: observed; an alias name where only key ids and ARNs are taken is such a one too."""
    return shapes.NotFoundException(f"Invalid keyId '{text}'")


def no_alias(arn: str) -> ServiceError:
    """Source: observed, NotFoundException of Encrypt and DescribeKey."""
    return shapes.NotFoundException(f"Alias {arn} is not found.")


def elsewhere(region: str) -> ServiceError:
    """An ARN of another region. Source: observed, "NotFoundException ... Invalid arn us-east-1"."""
    return shapes.NotFoundException(f"Invalid arn {region}")


def bad_arn(text: str) -> ServiceError:
    """Source: API Reference, InvalidArnException; the text follows `elsewhere`."""
    return shapes.InvalidArnException(f"Invalid arn {text}")


def alias_arn_not_taken() -> ServiceError:
    """Source: observed, InvalidArnException of GetKeyPolicy."""
    return shapes.InvalidArnException("Key Aliases are not supported for this operation.")


def not_there(principal: str, action: str, what: str) -> ServiceError:
    """A key of another account, or of a ciphertext, that is not there. Source: observed, AccessDeniedException."""
    return AccessDenied(
        f"User: {principal} is not authorized to perform: {action} on {what} because the resource does not exist in "
        "this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access"
    )


def disabled(arn: str) -> ServiceError:
    """Source: Developer Guide, Key states, [1]."""
    return shapes.DisabledException(f"{arn} is disabled.")


def in_state(arn: str, words: str) -> ServiceError:
    """Source: Developer Guide, Key states, [3] to [5]."""
    return shapes.KMSInvalidStateException(f"{arn} is {words}.")


def wrong_origin(arn: str, origin: str) -> ServiceError:
    """Source: Developer Guide, Key states, [6]."""
    return shapes.UnsupportedOperationException(f"{arn} origin is {origin} which is not valid for this operation.")


def unsupported(text: str = "") -> ServiceError:
    """Source: observed, EnableKeyRotation of an asymmetric key: without a text."""
    return shapes.UnsupportedOperationException(text)


def wrong_usage(arn: str, usage: str, operation: str) -> ServiceError:
    """Source: observed, InvalidKeyUsageException of Sign."""
    return shapes.InvalidKeyUsageException(f"{arn} key usage is {usage} which is not valid for {operation}.")


def no_data_key_from_pairs() -> ServiceError:
    """Source: observed, InvalidKeyUsageException of GenerateDataKey."""
    return shapes.InvalidKeyUsageException("You cannot generate a data key with an asymmetric CMK")


def wrong_algorithm(algorithm: str, spec: str) -> ServiceError:
    """Source: observed, InvalidKeyUsageException of Encrypt and Sign."""
    return shapes.InvalidKeyUsageException(f"Algorithm {algorithm} is incompatible with key spec {spec}.")


def too_much_to_encrypt(algorithm: str, spec: str, size_bytes_max: int) -> ServiceError:
    """Source: observed, ValidationException of Encrypt."""
    return ValidationFailed(
        f"Algorithm {algorithm} and key spec {spec} cannot encrypt data larger than {size_bytes_max} bytes."
    )


def wrong_digest(algorithm: str) -> ServiceError:
    """Source: observed, ValidationException of Sign."""
    return ValidationFailed(f"Digest is invalid length for algorithm {algorithm}.")


def invalid(text: str) -> ServiceError:
    """A value that the model allows and KMS does not; the text is said where it is raised."""
    return ValidationFailed(text)


def missing(member: str) -> ServiceError:
    """A member that the model lets be absent and KMS does not. The form is that of all broken constraints."""
    return ValidationFailed(
        f"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null"
    )


def other_key() -> ServiceError:
    """Source: observed, IncorrectKeyException of Decrypt; Developer Guide, CloudTrail examples."""
    return shapes.IncorrectKeyException(
        "The key ID in the request does not identify a CMK that can perform this operation."
    )


def bad_ciphertext() -> ServiceError:
    """Source: observed, InvalidCiphertextException of Decrypt: without a text."""
    return shapes.InvalidCiphertextException()


def bad_signature() -> ServiceError:
    """Source: observed, KMSInvalidSignatureException of Verify: without a text."""
    return shapes.KMSInvalidSignatureException()


def bad_mac() -> ServiceError:
    """Source: as of Verify."""
    return shapes.KMSInvalidMacException()


def dry_run() -> ServiceError:
    """Source: Developer Guide, Testing your permissions."""
    return shapes.DryRunOperationException("The request would have succeeded, but the DryRun option is set.")


def throttled() -> ServiceError:
    """Source: Developer Guide, Throttling AWS KMS requests."""
    return Throttled("You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.")


def alias_exists(arn: str) -> ServiceError:
    """Source: observed, AlreadyExistsException of CreateAlias."""
    return shapes.AlreadyExistsException(f"An alias with the name {arn} already exists")


def alias_prefix() -> ServiceError:
    """Source: observed, ValidationException of CreateAlias."""
    return ValidationFailed(
        'Alias must start with the prefix "alias/". Please see '
        "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"
    )


def alias_reserved() -> ServiceError:
    """Source: API Reference, CreateAlias and InvalidAliasNameException; the text is ours."""
    return shapes.InvalidAliasNameException("The alias name cannot begin with alias/aws/, which is reserved.")


def alias_between_kinds() -> ServiceError:
    """Source: API Reference, UpdateAlias: same type and usage; the text follows its words."""
    return ValidationFailed(
        "The current and new KMS key must be the same type (both symmetric or both asymmetric or both HMAC), and they "
        "must have the same key usage."
    )


def limit(text: str) -> ServiceError:
    """Source: API Reference, LimitExceededException; the texts name the quota."""
    return shapes.LimitExceededException(text)


def malformed_policy(text: str) -> ServiceError:
    """Source: API Reference, MalformedPolicyDocumentException; the texts are those of the policy grammar."""
    return shapes.MalformedPolicyDocumentException(text)


def unknown_principal() -> ServiceError:
    """Source: observed, CreateKey and PutKeyPolicy with a role that is not there (eks-creation-engine issue 4)."""
    return shapes.MalformedPolicyDocumentException("Policy contains a statement with one or more invalid principals.")


def lockout() -> ServiceError:
    """Source: observed, MalformedPolicyDocumentException of CreateKey and PutKeyPolicy."""
    return shapes.MalformedPolicyDocumentException(
        "The new key policy will not allow you to update the key policy in the future."
    )


def no_policy() -> ServiceError:
    """Source: observed, NotFoundException of GetKeyPolicy for a name that is not "default"."""
    return shapes.NotFoundException("No such policy exists")


def policy_of_ram() -> ServiceError:
    """Source: API Reference, PutKeyPolicy."""
    return ValidationFailed("The AWS_RAM policy can only be managed by the RAM service.")


def bad_tags(text: str) -> ServiceError:
    """Source: API Reference, TagException."""
    return shapes.TagException(text)


def bad_grant_token() -> ServiceError:
    """Source: API Reference, InvalidGrantTokenException."""
    return shapes.InvalidGrantTokenException("The request was rejected because the specified grant token is not valid.")


def no_grant(grant_id: str) -> ServiceError:
    """Source: API Reference, NotFoundException of RevokeGrant and RetireGrant."""
    return shapes.NotFoundException(f"Grant ID {grant_id} not found")


def bad_grant_id(grant_id: str) -> ServiceError:
    """Source: API Reference, InvalidGrantIdException; the text is ours."""
    return shapes.InvalidGrantIdException(f"The grant ID {grant_id} is not valid.")


def bad_principal(arn: str) -> ServiceError:
    """Source: observed, InvalidArnException of CreateGrant."""
    return shapes.InvalidArnException(f"ARN does not refer to a valid principal: {arn}")


def replica_exists(arn: str) -> ServiceError:
    """Source: API Reference, ReplicateKey, AlreadyExistsException; the text follows `alias_exists`."""
    return shapes.AlreadyExistsException(f"A key with the ARN {arn} already exists")


def rotation_is_near(arn: str) -> ServiceError:
    """Source: API Reference, ConflictException."""
    return shapes.ConflictException(
        f"An automatic rotation of {arn} is currently in progress or scheduled to begin within the next 20 minutes."
    )


def wrong_material(text: str) -> ServiceError:
    """Source: API Reference, IncorrectKeyMaterialException."""
    return shapes.IncorrectKeyMaterialException(text)


def bad_import_token() -> ServiceError:
    """Source: API Reference, InvalidImportTokenException."""
    return shapes.InvalidImportTokenException(
        "The provided import token is invalid or is associated with a different KMS key."
    )


def import_token_is_over() -> ServiceError:
    """Source: API Reference, ExpiredImportTokenException."""
    return shapes.ExpiredImportTokenException("The specified import token is expired.")


def no_material(material_id: str) -> ServiceError:
    """Source: API Reference, NotFoundException of DeleteImportedKeyMaterial."""
    return shapes.NotFoundException(f"Key material '{material_id}' does not exist")
