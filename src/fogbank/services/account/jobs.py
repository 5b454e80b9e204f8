"""What Account Management owes: regions that are being enabled or disabled."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import job
from fogbank.services.account.records import RegionChoice


@job("account.opt")
def opt(call: Call, account: str, region: str, status: str) -> None:
    """A region is enabled or disabled from now on."""
    call.tx.put(RegionChoice(account, region, status))
