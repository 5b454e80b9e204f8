"""The errors of Account Management, and where each was seen. Texts without a source are in its words, not observed."""

from fogbank.kernel.call import Call
from fogbank.services.account import _shapes as shapes


def no_contact() -> shapes.ResourceNotFoundException:
    """Nobody is named for this subject. As the AWS CLI prints it."""
    return shapes.ResourceNotFoundException("No contact of the inputted alternate contact type found.")


def no_primary_contact() -> shapes.ResourceNotFoundException:
    return shapes.ResourceNotFoundException("No contact information found.")


def no_govcloud_account() -> shapes.ResourceNotFoundException:
    return shapes.ResourceNotFoundException("No GovCloud account is linked to the account.")


def no_update() -> shapes.ResourceNotFoundException:
    return shapes.ResourceNotFoundException("No primary email update was requested for the account.")


def denied(call: Call, why: str) -> shapes.AccessDeniedException:
    """Source: observed, aws-samples/data-perimeter-helper#8."""
    who = call.principal.arn
    return shapes.AccessDeniedException(f"User: {who} is not authorized to perform: account:{call.operation} ({why})")


def invalid(field: str, message: str, reason: str = "fieldValidationFailed") -> shapes.ValidationException:
    """Source: Account Management API Reference, ValidationException."""
    members = {"reason": reason, "fieldList": [{"name": field, "message": message}]}
    return shapes.ValidationException(message, members=members)


def not_a_choice(region: str) -> shapes.ValidationException:
    """Regions that are enabled by default cannot be opted into or out of."""
    return invalid("regionName", f"{region} is not a Region that can be opted.", "invalidRegionOptTarget")


def conflict(message: str) -> shapes.ConflictException:
    """Source: API Reference, ConflictException: "a conflict in the current status of the resource"."""
    return shapes.ConflictException(message)


def too_many_requests() -> shapes.TooManyRequestsException:
    return shapes.TooManyRequestsException("Too many Region opt requests are in progress for the account.")
