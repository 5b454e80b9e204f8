"""Contacts: the primary one, whose phone number can be verified, and alternate ones by subject."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.account import errors, names, reach
from fogbank.services.account._shapes import (
    DeleteAlternateContactRequest,
    GetAlternateContactRequest,
    GetAlternateContactResponse,
    GetContactInformationRequest,
    GetContactInformationResponse,
    PutAlternateContactRequest,
    PutContactInformationRequest,
    SendPhoneNumberVerificationRequest,
    SendPhoneNumberVerificationResponse,
    VerifyPhoneNumberRequest,
    VerifyPhoneNumberResponse,
)
from fogbank.services.account.records import Contact, Primary

# Source: API Reference, ContactInformation, StateOrRegion: "This field is required in the following countries".
_HAVE_STATES = frozenset({"US", "CA", "GB", "DE", "JP", "IN", "BR"})


@operation("PutAlternateContact", on=names.on_account)
def put_alternate_contact(call: Call, req: PutAlternateContactRequest) -> None:
    """Name a contact; one that is there is replaced.

    Source: API Reference, PutAlternateContact.
    """
    account = reach.account(call, req)
    call.tx.put(
        Contact(
            account.id,
            req["AlternateContactType"],
            req["Name"],
            req["Title"],
            req["EmailAddress"].strip(),
            req["PhoneNumber"],
        )
    )


@operation("GetAlternateContact", on=names.on_account)
def get_alternate_contact(call: Call, req: GetAlternateContactRequest) -> GetAlternateContactResponse:
    """Tell a contact.

    Errors: ResourceNotFoundException.
    Source: API Reference, GetAlternateContact.
    """
    account = reach.account(call, req)
    contact = call.tx.need(Contact, account.id, req["AlternateContactType"], missing=errors.no_contact())
    return {
        "AlternateContact": {
            "AlternateContactType": contact.kind,
            "Name": contact.name,
            "Title": contact.title,
            "EmailAddress": contact.email_address,
            "PhoneNumber": contact.phone_number,
        }
    }


@operation("DeleteAlternateContact", on=names.on_account)
def delete_alternate_contact(call: Call, req: DeleteAlternateContactRequest) -> None:
    """Remove a contact.

    Errors: ResourceNotFoundException.
    Source: API Reference, DeleteAlternateContact.
    """
    account = reach.account(call, req)
    call.tx.delete(call.tx.need(Contact, account.id, req["AlternateContactType"], missing=errors.no_contact()))


@operation("PutContactInformation", on=names.on_account)
def put_contact_information(call: Call, req: PutContactInformationRequest) -> None:
    """Give the primary contact; another phone number is not verified.

    Errors: ValidationException.
    Source: API Reference, PutContactInformation.
    """
    account, told = reach.account(call, req), req["ContactInformation"]
    if told["CountryCode"].upper() in _HAVE_STATES and "StateOrRegion" not in told:
        raise errors.invalid("stateOrRegion", "The state or region is required for this country.")
    known = call.tx.get(Primary, account.id)
    same = known is not None and known.fields["PhoneNumber"] == told["PhoneNumber"]
    fields = {name: str(value) for name, value in told.items()}
    verification = known.verification if known is not None and same else "UNVERIFIED"
    call.tx.put(Primary(account.id, fields, verification))


@operation("GetContactInformation", on=names.on_account)
def get_contact_information(call: Call, req: GetContactInformationRequest) -> GetContactInformationResponse:
    """Tell the primary contact.

    Errors: ResourceNotFoundException.
    Source: API Reference, GetContactInformation.
    """
    primary = _primary(call, reach.account(call, req).id)
    return {"ContactInformation": _fields(primary), "VerificationStatus": primary.verification}


def _fields(primary: Primary) -> Any:
    """As ContactInformation has them: that is how they were kept."""
    return dict(primary.fields)


@operation("SendPhoneNumberVerification", on=names.on_account)
def send_phone_number_verification(
    call: Call, req: SendPhoneNumberVerificationRequest
) -> SendPhoneNumberVerificationResponse:
    """Begin to verify the primary contact's phone number.

    Errors: ResourceNotFoundException, ConflictException (it is verified).
    Source: API Reference, SendPhoneNumberVerification.
    Differs: no passcode is sent (reach.passcode).
    """
    primary = _primary(call, reach.account(call, req).id)
    if primary.verification == "VERIFIED":
        raise errors.conflict("The phone number has already been verified.")
    call.tx.put(primary.replace(verification="PENDING"))
    return {"Status": "PENDING"}


@operation("VerifyPhoneNumber", on=names.on_account)
def verify_phone_number(call: Call, req: VerifyPhoneNumberRequest) -> VerifyPhoneNumberResponse:
    """Verify the primary contact's phone number with the passcode.

    Errors: ResourceNotFoundException, ConflictException (no passcode was asked for), ValidationException.
    Source: API Reference, VerifyPhoneNumber.
    """
    primary = _primary(call, reach.account(call, req).id)
    if primary.verification != "PENDING":
        raise errors.conflict("No verification of the phone number is in progress.")
    if req["Otp"] != reach.passcode(primary.account):
        raise errors.invalid("otp", "The one-time passcode is not valid.")
    call.tx.put(primary.replace(verification="VERIFIED"))
    return {"Status": "VERIFIED"}


def _primary(call: Call, account: str) -> Primary:
    return call.tx.need(Primary, account, missing=errors.no_primary_contact())
