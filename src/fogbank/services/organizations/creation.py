"""How an account is made. Touches rows; operations and jobs share it."""

from fogbank.kernel import accounts
from fogbank.kernel.call import Call
from fogbank.services.organizations import membership, roles
from fogbank.services.organizations._shapes import CreateAccountStatus
from fogbank.services.organizations.records import Creation, Organization

# AWS says "a few minutes" and takes seconds; a client polls DescribeCreateAccountStatus meanwhile.
TAKES_S = 5.0
_GOVCLOUD = "us-gov-west-1"


def carry_out(call: Call, organization: Organization, request: Creation) -> None:
    """Make the account of a request, with the roles that let the management account in."""
    tx = call.tx
    if accounts.account_with(tx, request.email) is not None:
        failure = "GOVCLOUD_ACCOUNT_ALREADY_EXISTS" if request.govcloud else "EMAIL_ALREADY_EXISTS"
        tx.put(request.replace(state="FAILED", failure=failure, completed_at=tx.now))
        return
    id_ = accounts.fresh(tx, call.ids)
    pair = accounts.fresh(tx, call.ids) if request.govcloud else ""
    tx.put(accounts.make(id_, request.name, request.email, tx.now).replace(govcloud=pair))
    roles.let_in(call, id_, request.role, organization.management)
    if organization.all_features:
        roles.link(call, id_)
    if pair:
        roles.let_in(call, pair, request.role, _pair_of(call, organization.management), _GOVCLOUD)
    membership.join(tx, organization, id_, "CREATED", request.tags)
    tx.put(request.replace(state="SUCCEEDED", account=id_, govcloud_account=pair, completed_at=tx.now))


def _pair_of(call: Call, account: str) -> str:
    """The account in AWS GovCloud (US) of the management account, made now if it has none.

    Differs: in AWS somebody must have made it, or else CreateGovCloudAccount is MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED.
    """
    known = accounts.account_of(call.tx, account)
    if not known.govcloud:
        known = known.replace(govcloud=accounts.fresh(call.tx, call.ids))
        call.tx.put(known)
    return known.govcloud


def shown(request: Creation) -> CreateAccountStatus:
    """A request, as CreateAccountStatus has it."""
    status: CreateAccountStatus = {
        "Id": request.id,
        "AccountName": request.name,
        "State": request.state,
        "RequestedTimestamp": request.requested_at,
    }
    if request.completed_at:
        status["CompletedTimestamp"] = request.completed_at
    if request.account:
        status["AccountId"] = request.account
    if request.govcloud_account:
        status["GovCloudAccountId"] = request.govcloud_account
    if request.failure:
        status["FailureReason"] = request.failure
    return status
