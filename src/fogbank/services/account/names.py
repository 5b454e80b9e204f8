"""ARNs of accounts, and whom the access decision is about."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity.held import Ceilings
from fogbank.kernel.operation import Target


def organization_of(call: Call, account: str) -> Ceilings:
    """The organization that an account is in, "" where it is in none, and its management account."""
    return call.kernel.access.ceiling(call.tx, account).ceilings


def named(req: Any) -> str | None:
    """The account that a request names. GetGovCloudAccountInformation calls it otherwise."""
    account: str | None = req.get("AccountId", req.get("StandardAccountId"))
    return account


def on_account(call: Call, req: dict[str, Any]) -> Target:
    """The caller's account, or a member of its organization; whether it may reach that one is asked behind.

    Source: Service Authorization Reference, AWS Account Management, resource types.
    """
    account = named(req)
    if account is None:
        return Target(f"arn:{call.partition}:account::{call.account}:account", call.account)
    own = organization_of(call, call.account)
    place = f"{own.management_account or account}:account/{own.organization or 'o-*'}/{account}"
    return Target(f"arn:{call.partition}:account::{place}", call.account)
