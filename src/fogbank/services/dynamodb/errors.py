"""The errors of DynamoDB with AWS's texts. Where a text is observed, the source is a public report of an answer by AWS.

Most broken requests are a ValidationException, which the model does not list: Developer Guide, Error handling with
DynamoDB, "ValidationException".
"""

from fogbank.kernel.errors import ServiceError, ValidationFailed


def validation(message: str) -> ServiceError:
    """A request that breaks a rule, in the words of the rule."""
    return ValidationFailed(message)
