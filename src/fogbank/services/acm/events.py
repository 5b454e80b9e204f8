"""What happened in ACM, and what it is counted as.

An exportable public certificate is charged when it is issued and when it is renewed, for each of its names; the others
are free. Source: AWS Certificate Manager pricing. The names of the usage types are ours: the price list gives none.
"""

from typing import NamedTuple

from fogbank.kernel.operation import reaction
from fogbank.kernel.store import Tx


class Issued(NamedTuple):
    """A certificate was issued, or renewed."""

    arn: str
    names: tuple[str, ...]
    exportable: bool


@reaction(Issued)
def count_exportable(tx: Tx, event: Issued) -> None:
    """One for each name, wildcards apart."""
    if not event.exportable:
        return
    wildcards = sum(name.startswith("*.") for name in event.names)
    for usage_type, quantity in (
        ("ExportableCertificate-FQDN", len(event.names) - wildcards),
        ("ExportableCertificate-Wildcard", wildcards),
    ):
        if quantity:
            tx.meter("acm", usage_type, quantity, event.arn)
