"""Which account a call is for: the caller's own, or a member of the organization whose accounts it may manage."""

from typing import Any

from fogbank.kernel.accounts import Account, account_of
from fogbank.kernel.call import Call
from fogbank.kernel.identity.principal import root_of
from fogbank.services.account import errors
from fogbank.services.account.names import named, organization_of

_SERVICE = "account.amazonaws.com"
_MANAGEMENT = "The management account can only be managed using the standalone context from the management account."
_STRANGER = "The account is not a member of the caller's organization."
_NO_DELEGATE = "The caller's account neither manages the organization nor administers its accounts."
_NO_ACCESS = "Trusted access for AWS Account Management is not enabled in the organization."


def account(call: Call, req: Any) -> Account:
    """The account that the request is about.

    Errors: AccessDeniedException.
    Source: API Reference, AccountId of each operation.
    """
    wanted = named(req)
    if wanted is None:
        return account_of(call.tx, call.account)
    own = organization_of(call, call.account)
    if not own.organization or organization_of(call, wanted).organization != own.organization:
        raise errors.denied(call, _STRANGER)
    if wanted == own.management_account:
        raise errors.denied(call, _MANAGEMENT)
    if not _listed(call, own.management_account, "ListAWSServiceAccessForOrganization", "EnabledServicePrincipals"):
        raise errors.denied(call, _NO_ACCESS)
    if call.account != own.management_account:
        told = _ask(call, own.management_account, "ListDelegatedAdministrators", {"ServicePrincipal": _SERVICE})
        if call.account not in [each["Id"] for each in told["DelegatedAdministrators"]]:
            raise errors.denied(call, _NO_DELEGATE)
    return account_of(call.tx, wanted)


def _listed(call: Call, management: str, operation: str, member: str) -> bool:
    """Whether this service is in a list of the organization, on any of its pages."""
    params: dict[str, Any] = {}
    while True:
        told = _ask(call, management, operation, params)
        if any(each["ServicePrincipal"] == _SERVICE for each in told[member]):
            return True
        if "NextToken" not in told:
            return False
        params = {"NextToken": told["NextToken"]}


def _ask(call: Call, management: str, operation: str, params: dict[str, Any]) -> Any:
    """As the service does it, whatever the caller may see: the root of the management account is not limited."""
    return call.invoke("organizations", operation, params, as_=root_of(management))


def passcode(account_id: str) -> str:
    """What has to be given back to confirm an email address or a phone number.

    Differs: AWS sends a one-time passcode; here it is the last six digits of the account's id.
    """
    return account_id[-6:]
