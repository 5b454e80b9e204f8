"""What happened in KMS, and what it is counted as.

Usage types are those of the AWS price list; every request that uses a key is charged.
Source: AWS Key Management Service pricing; AWS price list, service code awskms.
"""

from typing import NamedTuple

from fogbank.kernel.operation import reaction
from fogbank.kernel.store import Tx
from fogbank.services.kms.records import LastUse


class KeyUsed(NamedTuple):
    """A key was used for a cryptographic operation. `pair`: whether it made a data key pair, "RSA" or "ECC"."""

    arn: str
    operation: str
    request_id: str
    asymmetric: bool = False
    pair: str = ""


@reaction(KeyUsed)
def note_use(tx: Tx, event: KeyUsed) -> None:
    """One request, and what GetKeyLastUsage tells."""
    usage_type = "KMS-Requests"
    if event.pair:
        usage_type += f"-GenerateDatakeyPair-{event.pair}"
    elif event.asymmetric:
        usage_type += "-Asymmetric"
    tx.meter("kms", usage_type, 1, event.arn)
    tx.put(LastUse(event.arn, event.operation, tx.now, event.request_id))
