"""The errors of IAM with AWS's texts. Where a text is observed, the source is a public report of an answer by AWS."""

from fogbank.kernel.errors import ServiceError
from fogbank.services.iam import _shapes as shapes


def no_entity(kind: str, name: str) -> ServiceError:
    """`kind`: user, group, role. Source: observed, "The user with name X cannot be found.", many reports."""
    return shapes.NoSuchEntityException(f"The {kind} with name {name} cannot be found.")
