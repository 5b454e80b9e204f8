"""The errors of IAM with AWS's texts. Where a text is observed, the source is a public report of an answer by AWS.

"General form" is a text of ours in the words of IAM's others, where no answer of AWS was to be found in public.
"""

from fogbank.kernel.errors import ServiceError, ValidationFailed
from fogbank.services.iam import _shapes as shapes


def no_entity(kind: str, name: str) -> ServiceError:
    """`kind`: user, group, role, and "user policy" and so on for inline policies.

    Source: observed, "The user with name X cannot be found.", aws-cli issue 6139 for "The role policy with name …".
    """
    return shapes.NoSuchEntityException(f"The {kind} with name {name} cannot be found.")


def no_profile(name: str) -> ServiceError:
    """Source: observed, GetInstanceProfile."""
    return shapes.NoSuchEntityException(f"Instance Profile {name} cannot be found.")


def no_role_in_profile(role: str, profile: str) -> ServiceError:
    """General form."""
    return shapes.NoSuchEntityException(f"Role {role} in Instance Profile {profile} cannot be found.")


def no_policy(arn: str) -> ServiceError:
    """Source: observed, GetPolicy and DetachRolePolicy (pulumi-aws issue 501)."""
    return shapes.NoSuchEntityException(f"Policy {arn} was not found.")


def not_attachable(arn: str) -> ServiceError:
    """Source: observed, AttachRolePolicy (pulumi issue 7419)."""
    return shapes.NoSuchEntityException(f"Policy {arn} does not exist or is not attachable.")


def no_boundary_policy(arn: str) -> ServiceError:
    """Source: observed, CreateRole with a PermissionsBoundary that is not there."""
    return shapes.NoSuchEntityException(f"Scope ARN: {arn} does not exist or is not attachable.")


def no_version(arn: str, version: str) -> ServiceError:
    """Source: observed, GetPolicyVersion."""
    return shapes.NoSuchEntityException(f"Policy {arn} version {version} does not exist or is not attachable.")


def no_access_key(key_id: str) -> ServiceError:
    """Source: observed, DeleteAccessKey and UpdateAccessKey."""
    return shapes.NoSuchEntityException(f"The Access Key with id {key_id} cannot be found.")


def bad_arn(arn: str) -> ServiceError:
    """Source: observed, DetachRolePolicy with the ARN of a role (boto issue 2960)."""
    return shapes.InvalidInputException(f"ARN {arn} is not valid.")


def bad_policy_input(position: int) -> ServiceError:
    """General form: a document of PolicyInputList that is no policy."""
    return shapes.InvalidInputException(f"Invalid policy document at position {position} in PolicyInputList.")


def key_cannot_expire() -> ServiceError:
    """General form: the model has the status Expired, which is for credentials of other kinds."""
    return shapes.InvalidInputException("The status of an access key can only be Active or Inactive.")


def bad_property_key(key: str) -> ServiceError:
    """General form. Source of the rule: API Reference, PutAccountProperties."""
    return shapes.InvalidInputException(f"Property key {key} is not in the format Namespace/PropertyName.")


def many_namespaces() -> ServiceError:
    """General form. Source of the rule: API Reference, PutAccountProperties."""
    return shapes.InvalidInputException("All properties in a request must belong to the same namespace.")


def unknown_property(key: str) -> ServiceError:
    """General form."""
    return shapes.InvalidInputException(f"Property {key} is not supported.")


def bad_property_value(key: str) -> ServiceError:
    """General form. Source of the rule: API Reference, PutAccountProperties, of boolean ones."""
    return shapes.InvalidInputException(f"The value of property {key} must be true or false.")


def exists(kind: str, name: str) -> ServiceError:
    """`kind`: User, Group, Role. Source: observed, "Role with name X already exists." (port-labs/ocean pull 854)."""
    return shapes.EntityAlreadyExistsException(f"{kind} with name {name} already exists.")


def policy_exists(name: str) -> ServiceError:
    """Source: observed, CreatePolicy."""
    return shapes.EntityAlreadyExistsException(
        f"A policy called {name} already exists. Duplicate names are not allowed."
    )


def profile_exists(name: str) -> ServiceError:
    """Source: observed, CreateInstanceProfile."""
    return shapes.EntityAlreadyExistsException(f"Instance Profile {name} already exists.")


def over_quota(quota: str, limit: int) -> ServiceError:
    """Source: limits.py."""
    return shapes.LimitExceededException(f"Cannot exceed quota for {quota}: {limit}")


def inline_too_large(limit: int, kind: str, name: str) -> ServiceError:
    """Source: observed, "Maximum policy size of 10240 bytes exceeded for role X" (aws-cdk issue 18531)."""
    return shapes.LimitExceededException(f"Maximum policy size of {limit} bytes exceeded for {kind} {name}")


def too_many_versions(limit: int) -> ServiceError:
    """Source: observed, CreatePolicyVersion (99designs/iamy issue 21)."""
    return shapes.LimitExceededException(
        f"A managed policy can have up to {limit} versions. Before you create a new version, you must delete an "
        "existing version."
    )


def still_has(what: str) -> ServiceError:
    """`what` must go first. Source: dependents.py, beside each."""
    return shapes.DeleteConflictException(f"Cannot delete entity, must {what} first.")


def policy_attached() -> ServiceError:
    """Source: observed, DeletePolicy (rebuy-de/aws-nuke issue 294)."""
    return shapes.DeleteConflictException("Cannot delete a policy attached to entities.")


def policy_has_versions() -> ServiceError:
    """Source: observed, DeletePolicy (rebuy-de/aws-nuke issue 1)."""
    return shapes.DeleteConflictException(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The "
        "default version is deleted with the policy."
    )


def default_version() -> ServiceError:
    """Source: observed, DeletePolicyVersion."""
    return shapes.DeleteConflictException("Cannot delete the default version of a policy.")


def malformed(text: str) -> ServiceError:
    """The words are the grammar's (kernel/identity/grammar.py)."""
    return shapes.MalformedPolicyDocumentException(text)


def no_principal(kind: str, name: str) -> ServiceError:
    """Source: observed, UpdateAssumeRolePolicy (databrickslabs/ucx issue 2269)."""
    return shapes.MalformedPolicyDocumentException(f'Invalid principal in policy: "{kind}":"{name}"')


def service_role_policy() -> ServiceError:
    """A policy below /aws-service-role/ is for service-linked roles. Source: observed, AttachRolePolicy."""
    return shapes.PolicyNotAttachableException("Cannot attach a Service Role Policy to a Customer Role.")


def protected_role(name: str) -> ServiceError:
    """Source: observed, changes of a service-linked role."""
    return shapes.UnmodifiableEntityException(
        f"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS"
    )


def whose() -> ServiceError:
    """Source: observed, GetUser and ListAccessKeys by a role's session (aws-sdk-java issue 1304)."""
    return ValidationFailed("Must specify userName when calling with non-User credentials")
