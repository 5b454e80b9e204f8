"""What STS asks before somebody enters a role: see also the sources in `providers.py` and `devices.py`."""

from fogbank.kernel.operation import source
from fogbank.kernel.store import Tx
from fogbank.services.iam import catalogue, names
from fogbank.services.iam.records import Policy, Role


@source("role")
def role(tx: Tx, arn: str) -> Role | None:
    """The role with this ARN, in whichever account."""
    return names.by_arn(tx, Role, arn)


@source("policy")
def policy(tx: Tx, arn: str) -> Policy | None:
    """The managed policy with this ARN, in whichever account, or one of AWS's."""
    return catalogue.find(tx, arn)
