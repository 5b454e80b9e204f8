"""The errors of the policy simulator with AWS's texts, and where each was seen."""

from fogbank.kernel.errors import ServiceError
from fogbank.services.iam import _shapes as shapes


def bad_policy_input(position: int, member: str) -> ServiceError:
    """General form: a document of a list of the request that is no policy."""
    return shapes.InvalidInputException(f"Invalid policy document at position {position} in {member}.")


def bad_resource_policy() -> ServiceError:
    """General form, as for the policies of a list."""
    return shapes.InvalidInputException("Invalid policy document in ResourcePolicy.")


def many_boundaries() -> ServiceError:
    """General form. Source: API Reference, SimulateCustomPolicy: "You can input only one permissions boundary"."""
    return shapes.InvalidInputException("PermissionsBoundaryPolicyInputList can have only one policy.")


def bad_entity_arn(arn: str) -> ServiceError:
    """Source: observed, SimulatePrincipalPolicy with the ARN of a root."""
    return shapes.InvalidInputException(f"Invalid Entity Arn: {arn} does not clearly define entity type and name.")


def no_caller() -> ServiceError:
    """General form. Source: API Reference, SimulateCustomPolicy: "CallerArn is required if you include a
    ResourcePolicy"."""
    return shapes.InvalidInputException("CallerArn is required when ResourcePolicy is specified.")


def bad_action(action: str) -> ServiceError:
    """General form. Source: API Reference, SimulateCustomPolicy: wildcards are not supported in action names."""
    return shapes.InvalidInputException(f"Invalid action name: {action}.")


def bad_context(name: str) -> ServiceError:
    """General form: a context entry has a name, values and a type."""
    return shapes.InvalidInputException(f"Invalid context entry: {name}.")
