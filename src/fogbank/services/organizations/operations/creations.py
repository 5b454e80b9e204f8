"""Requests to create accounts."""

import re

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import access, creation, errors, listing, membership, names, roles, tagging
from fogbank.services.organizations._shapes import (
    CreateAccountRequest,
    CreateAccountResponse,
    CreateGovCloudAccountRequest,
    CreateGovCloudAccountResponse,
    DescribeCreateAccountStatusRequest,
    DescribeCreateAccountStatusResponse,
    ListCreateAccountStatusRequest,
)
from fogbank.services.organizations.records import Creation, Organization

# Source: API Reference, CreateAccount, Email: "The rules for a valid email address".
_EMAIL = re.compile(
    r"""(?!\.)[!-~]+(?<![\s"'()<>\[\]:;,\\|%&])@(?![-.])[A-Za-z0-9.-]*\.[A-Za-z0-9.-]*(?<![-.])""", re.ASCII
)
_NOT_IN_A_LOCAL_NAME = frozenset("\"'()<>[]:;,\\|%&@")


def _is_email(text: str) -> bool:
    local, _, _ = text.rpartition("@")
    return _EMAIL.fullmatch(text) is not None and not _NOT_IN_A_LOCAL_NAME & set(local)


@operation("CreateAccount", on=names.manages())
def create_account(call: Call, req: CreateAccountRequest) -> CreateAccountResponse:
    """Ask for a new account in the organization; it is made by the clock, a few seconds later.

    Errors: ConstraintViolationException (ACCOUNT_NUMBER_LIMIT_EXCEEDED, ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED),
    InvalidInputException (INVALID_ROLE_NAME, and of tags).
    Source: API Reference, CreateAccount.
    """
    request = _ask(call, req, access.managed(call), govcloud=False)
    return {"CreateAccountStatus": creation.shown(request)}


@operation("CreateGovCloudAccount", on=names.manages())
def create_gov_cloud_account(call: Call, req: CreateGovCloudAccountRequest) -> CreateGovCloudAccountResponse:
    """Ask for a new account in the organization and its pair in AWS GovCloud (US).

    Errors: as CreateAccount.
    Source: API Reference, CreateGovCloudAccount.
    """
    request = _ask(call, req, access.managed(call), govcloud=True)
    return {"CreateAccountStatus": creation.shown(request)}


def _ask(
    call: Call, req: CreateAccountRequest | CreateGovCloudAccountRequest, organization: Organization, *, govcloud: bool
) -> Creation:
    tx = call.tx
    role = req.get("RoleName", roles.DEFAULT)
    if role.startswith("AWSServiceRoleFor"):
        raise errors.invalid("INVALID_ROLE_NAME")
    tags = tagging.checked(req.get("Tags"))
    if not membership.room_for_another(call, organization):
        raise errors.violates("ACCOUNT_NUMBER_LIMIT_EXCEEDED")
    if tx.count(Creation, organization.id, index="open") >= call.quota("accounts-created-concurrently", 5):
        raise errors.violates("ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED")
    id_ = "car-" + call.ids.hex(32)
    name, email = req["AccountName"], req["Email"]
    request = Creation(organization.id, id_, name, email, role, govcloud, tags, "IN_PROGRESS", tx.now)
    if _is_email(email):
        tx.at(tx.now + creation.TAKES_S, "organizations.create_account", organization.id, id_)
    else:
        request = request.replace(state="FAILED", failure="INVALID_EMAIL", completed_at=tx.now)
    tx.put(request)
    return request


@operation("DescribeCreateAccountStatus", on=names.reads())
def describe_create_account_status(
    call: Call, req: DescribeCreateAccountStatusRequest
) -> DescribeCreateAccountStatusResponse:
    """Tell how a request stands.

    Errors: CreateAccountStatusNotFoundException.
    Source: API Reference, DescribeCreateAccountStatus.
    """
    organization = access.read(call)
    missing = errors.of(shapes.CreateAccountStatusNotFoundException)
    request = call.tx.need(Creation, organization.id, req["CreateAccountRequestId"], missing=missing)
    return {"CreateAccountStatus": creation.shown(request)}


@operation("ListCreateAccountStatus", on=names.reads())
def list_create_account_status(call: Call, req: ListCreateAccountStatusRequest) -> Page:
    """The requests of the organization, of some states or of all, the oldest first.

    Source: API Reference, ListCreateAccountStatus.
    """
    organization = access.read(call)
    states = frozenset(req.get("States") or ("IN_PROGRESS", "SUCCEEDED", "FAILED"))
    rows = call.tx.scan(Creation, organization.id, index="requested", after=call.resume)
    return listing.page(
        req,
        "CreateAccountStatuses",
        (request for request in rows if request.state in states),
        creation.shown,
        lambda request: (request.requested_at, request.organization, request.id),
    )
