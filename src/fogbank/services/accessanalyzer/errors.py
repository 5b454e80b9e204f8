"""The errors of IAM Access Analyzer with AWS's exact texts, and where each was seen."""

from fogbank.kernel.errors import ServiceError
from fogbank.services.accessanalyzer import _shapes as shapes


def bad_policy(why: str) -> ServiceError:
    """General form: which policy is not valid is not documented."""
    return shapes.InvalidParameterException(f"The policy document is not valid: {why}")


def no_access() -> ServiceError:
    """General form. Source: API Reference, Access: actions, resources, or both."""
    return shapes.InvalidParameterException("The access must have actions or resources.")


def too_complex() -> ServiceError:
    """General form. Source: API Reference, UnprocessableEntityException."""
    return shapes.UnprocessableEntityException("The specified policy is too complex to be checked.")
