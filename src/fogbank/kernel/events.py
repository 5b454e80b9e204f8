"""The outbox: what happened, told inside the transaction, to whoever reacts to it.

A handler says `call.tx.emit(MessageSent(...))`. The reactions in its service's `events.py` run at once, in the same
transaction: they meter usage, or owe a job with `tx.at(tx.now, job, ...)`, which is delivered after the commit, at
least once.
"""

from fogbank.kernel.registry import Registry
from fogbank.kernel.store.tx import Tx


def react(registry: Registry, tx: Tx, event: object) -> None:
    """Run the reactions to an event."""
    for reaction in registry.reactions(type(event)):
        reaction(tx, event)
