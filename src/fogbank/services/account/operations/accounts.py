"""The account itself: its name, its root user's email address, its pair in AWS GovCloud (US)."""

from fogbank.kernel.accounts import account_of, account_with
from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.account import errors, names, reach
from fogbank.services.account._shapes import (
    AcceptPrimaryEmailUpdateRequest,
    AcceptPrimaryEmailUpdateResponse,
    GetAccountInformationRequest,
    GetAccountInformationResponse,
    GetGovCloudAccountInformationRequest,
    GetGovCloudAccountInformationResponse,
    GetPrimaryEmailRequest,
    GetPrimaryEmailResponse,
    GetPrimaryEmailUpdateStatusRequest,
    GetPrimaryEmailUpdateStatusResponse,
    PutAccountNameRequest,
    StartPrimaryEmailUpdateRequest,
    StartPrimaryEmailUpdateResponse,
)
from fogbank.services.account.records import EmailUpdate

# Source: API Reference, AccountState: there is none for an account that is being closed.
_STATES = {"ACTIVE": "ACTIVE", "PENDING_CLOSURE": "SUSPENDED", "CLOSED": "CLOSED"}


@operation("GetAccountInformation", on=names.on_account)
def get_account_information(call: Call, req: GetAccountInformationRequest) -> GetAccountInformationResponse:
    """Tell name, state and, where the account was made here, its date of creation.

    Source: API Reference, GetAccountInformation.
    """
    account = reach.account(call, req)
    told: GetAccountInformationResponse = {
        "AccountId": account.id,
        "AccountName": account.name,
        "AccountState": _STATES[account.state],
    }
    if account.created_at:
        told["AccountCreatedDate"] = account.created_at
    return told


@operation("PutAccountName", on=names.on_account)
def put_account_name(call: Call, req: PutAccountNameRequest) -> None:
    """Give the account another name.

    Source: API Reference, PutAccountName.
    """
    call.tx.put(reach.account(call, req).replace(name=req["AccountName"]))


@operation("GetGovCloudAccountInformation", on=names.on_account)
def get_gov_cloud_account_information(
    call: Call, req: GetGovCloudAccountInformationRequest
) -> GetGovCloudAccountInformationResponse:
    """Tell the account in AWS GovCloud (US) that is paired with this one.

    Errors: ResourceNotFoundException.
    Source: API Reference, GetGovCloudAccountInformation.
    """
    account = reach.account(call, req)
    if not account.govcloud:
        raise errors.no_govcloud_account()
    state = _STATES[account_of(call.tx, account.govcloud).state]
    return {"GovCloudAccountId": account.govcloud, "AccountState": state}


@operation("GetPrimaryEmail", on=names.on_account)
def get_primary_email(call: Call, req: GetPrimaryEmailRequest) -> GetPrimaryEmailResponse:
    """Tell the email address of a member's root user.

    Source: API Reference, GetPrimaryEmail.
    """
    return {"PrimaryEmail": reach.account(call, req).email}


@operation("StartPrimaryEmailUpdate", on=names.on_account)
def start_primary_email_update(call: Call, req: StartPrimaryEmailUpdateRequest) -> StartPrimaryEmailUpdateResponse:
    """Begin to change the email address of a member's root user.

    Errors: ValidationException, ConflictException (another account has it).
    Source: API Reference, StartPrimaryEmailUpdate.
    Differs: no passcode is sent (reach.passcode).
    """
    account, email = reach.account(call, req), req["PrimaryEmail"].strip()
    local, at, domain = email.partition("@")
    if not (local and at and "." in domain.strip(".") and " " not in email):
        raise errors.invalid("primaryEmail", "The email address is not valid.")
    if account_with(call.tx, email) is not None:
        raise errors.conflict("The email address is in use by another account.")
    call.tx.put(EmailUpdate(account.id, email, "PENDING", call.tx.now))
    return {"Status": "PENDING"}


@operation("AcceptPrimaryEmailUpdate", on=names.on_account)
def accept_primary_email_update(call: Call, req: AcceptPrimaryEmailUpdateRequest) -> AcceptPrimaryEmailUpdateResponse:
    """Change the email address of a member's root user, with the passcode.

    Errors: ResourceNotFoundException, ValidationException (other address, wrong passcode), ConflictException (another
    account has it by now).
    Source: API Reference, AcceptPrimaryEmailUpdate.
    Differs: the change is complete at once.
    """
    account, email = reach.account(call, req), req["PrimaryEmail"].strip()
    update = call.tx.need(EmailUpdate, account.id, missing=errors.no_update())
    if update.status != "PENDING":
        raise errors.no_update()
    if email != update.email:
        raise errors.invalid("primaryEmail", "The email address is not the one that the update was started with.")
    if req["Otp"] != reach.passcode(account.id):
        raise errors.invalid("otp", "The one-time passcode is not valid.")
    if account_with(call.tx, email) is not None:
        raise errors.conflict("The email address is in use by another account.")
    call.tx.put(account.replace(email=email, mailbox=email.lower()))
    call.tx.put(update.replace(status="COMPLETED", changed_at=call.tx.now))
    return {"Status": "ACCEPTED"}


@operation("GetPrimaryEmailUpdateStatus", on=names.on_account)
def get_primary_email_update_status(
    call: Call, req: GetPrimaryEmailUpdateStatusRequest
) -> GetPrimaryEmailUpdateStatusResponse:
    """Tell how the latest change of the email address stands.

    Errors: ResourceNotFoundException.
    Source: API Reference, GetPrimaryEmailUpdateStatus.
    """
    update = call.tx.need(EmailUpdate, reach.account(call, req).id, missing=errors.no_update())
    return {"Status": update.status, "UpdatedAt": update.changed_at}
