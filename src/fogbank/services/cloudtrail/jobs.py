"""What CloudTrail owes: deliveries and digests of trails that log."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import job
from fogbank.services.cloudtrail import delivery
from fogbank.services.cloudtrail.records import Trail


@job("cloudtrail.deliver")
def deliver(call: Call, account: str, region: str, name: str) -> None:
    """Deliver what happened since the last time; a trail that was stopped, for the last time."""
    trail = call.tx.get(Trail, account, region, name)
    if trail is None:
        return
    now = call.clock.now()
    until = now if trail.logging else min(now, trail.stopped_at or now)
    call.tx.put(delivery.deliver(call, trail, until))
    if trail.logging:
        call.tx.at(now + delivery.DELIVERY_S, "cloudtrail.deliver", account, region, name)


@job("cloudtrail.digest")
def digest(call: Call, account: str, region: str, name: str) -> None:
    """Sign the hour."""
    trail = call.tx.get(Trail, account, region, name)
    if trail is None or not (trail.logging and trail.validated):
        return
    now = call.clock.now()
    call.tx.put(delivery.digest(call, trail, now))
    call.tx.at(now + delivery.DIGEST_S, "cloudtrail.digest", account, region, name)
