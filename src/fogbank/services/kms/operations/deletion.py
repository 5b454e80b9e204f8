"""Deleting keys, which takes days."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.kms import access, errors, finding, importing, making, material, rules
from fogbank.services.kms._shapes import (
    CancelKeyDeletionRequest,
    CancelKeyDeletionResponse,
    ScheduleKeyDeletionRequest,
    ScheduleKeyDeletionResponse,
)

_WINDOW_DAYS_MIN, _WINDOW_DAYS_MAX = 7, 30


@operation("ScheduleKeyDeletion", on=access.on_own_key)
def schedule_key_deletion(call: Call, req: ScheduleKeyDeletionRequest) -> ScheduleKeyDeletionResponse:
    """Have a key deleted when its waiting period is over; a primary key's begins when its replicas are gone.

    Errors: NotFoundException, InvalidArnException, KMSInvalidStateException, ValidationException.
    Source: API Reference, ScheduleKeyDeletion: 7 to 30 days, 30 unless said otherwise.
    """
    key = finding.key_at(call, req["KeyId"])
    days = req.get("PendingWindowInDays", _WINDOW_DAYS_MAX)
    if not _WINDOW_DAYS_MIN <= days <= _WINDOW_DAYS_MAX:
        raise errors.invalid(
            f"PendingWindowInDays must be between {_WINDOW_DAYS_MIN} and {_WINDOW_DAYS_MAX}, inclusive."
        )
    rules.check_state(key, "ScheduleKeyDeletion")
    pending = making.await_deletion(call.tx, key, days)
    answer: ScheduleKeyDeletionResponse = {
        "KeyId": key.arn,
        "KeyState": pending.state,
        "PendingWindowInDays": days,
    }
    if pending.deletion_at:
        answer["DeletionDate"] = pending.deletion_at
    return answer


@operation("CancelKeyDeletion", on=access.on_own_key)
def cancel_key_deletion(call: Call, req: CancelKeyDeletionRequest) -> CancelKeyDeletionResponse:
    """Keep a key after all. It is disabled, or waits for its material.

    Errors: NotFoundException, InvalidArnException, KMSInvalidStateException.
    Source: API Reference, CancelKeyDeletion.
    """
    key = finding.key_at(call, req["KeyId"])
    rules.check_state(key, "CancelKeyDeletion")
    call.tx.cancel("kms.delete", key.arn)
    kept = key.replace(state=making.DISABLED, deletion_at=0.0, window_days=0)
    call.tx.put(kept)
    if key.origin == making.EXTERNAL and not material.is_complete(call.tx, key):
        importing.settle(call, kept)
    return {"KeyId": key.arn}
