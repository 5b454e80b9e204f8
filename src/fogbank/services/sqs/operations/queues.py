"""Queues: made, found, set, emptied, deleted."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity import named
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.kernel.tags import set_tags
from fogbank.services.sqs import errors, names, settings, shelf
from fogbank.services.sqs._shapes import (
    CreateQueueRequest,
    CreateQueueResult,
    DeleteQueueRequest,
    GetQueueAttributesRequest,
    GetQueueAttributesResult,
    GetQueueUrlRequest,
    GetQueueUrlResult,
    ListDeadLetterSourceQueuesRequest,
    ListQueuesRequest,
    PurgeQueueRequest,
    SetQueueAttributesRequest,
)
from fogbank.services.sqs.operations.tags import check_tags
from fogbank.services.sqs.records import Deleted, Queue, Shelf

_NAME_BLOCKED_S = 60.0
_PURGE_S = 60.0
_PAGE_MAX = 1000


@operation("CreateQueue", on=names.on_name)
def create_queue(call: Call, req: CreateQueueRequest) -> CreateQueueResult:
    """Make a queue, or give the URL of the one that has this name and these attributes.

    Errors: InvalidParameterValue, InvalidAttributeName, InvalidAttributeValue, QueueNameExists, QueueDeletedRecently.
    Source: API Reference, CreateQueue.
    """
    tx, name = call.tx, req["QueueName"]
    attributes = req.get("Attributes", {})
    fifo = attributes.get("FifoQueue", "").lower() == "true"
    if not names.is_name(name, fifo=fifo):
        raise errors.bad_queue_name(fifo)
    fields = _changes(call, attributes, fifo=fifo)
    tags = req.get("tags", {})
    check_tags(name, tags)
    existing = tx.get(Queue, call.account, call.region, name)
    if existing is not None:
        if different := settings.first_difference(attributes, fields, existing):
            raise errors.exists_with_other(different)
        return {"QueueUrl": names.url_of(call, existing)}
    if (deleted := tx.get(Deleted, call.account, call.region, name)) and tx.now < deleted.at + _NAME_BLOCKED_S:
        raise errors.deleted_recently()
    arn = names.arn_of(call, name)
    queue = Queue(
        call.account, call.region, name, call.ids.hex(16), arn, shelf.fresh(call), fifo, tx.now, tx.now, **fields
    )
    settings.check_throughput(queue)
    _check_dead_letter(call, queue, attributes)
    tx.insert(queue)
    if tags:
        set_tags(tx, arn, tags)
    return {"QueueUrl": names.url_of(call, queue)}


def _changes(call: Call, attributes: dict[str, str], *, fifo: bool) -> dict[str, Any]:
    """The fields of a queue that these attributes set. Errors: as `settings.changes`."""
    fields = settings.changes(attributes, fifo=fifo)
    if fields.get("policy"):
        fields["policy"] = named.keep(call, fields["policy"], lambda name: errors.bad_attribute("Policy"))
    return fields


def _check_dead_letter(call: Call, queue: Queue, attributes: dict[str, str]) -> None:
    """A dead-letter queue must be there, be of the same kind, account and region, and let this queue use it."""
    if not attributes.get("RedrivePolicy"):
        return
    text = attributes["RedrivePolicy"]
    target = names.queue_of_arn(call.tx, queue.dead_letter_arn)
    if target is None or (target.account, target.region) != (queue.account, queue.region):
        raise errors.bad_value(text, "RedrivePolicy", "Dead letter target does not exist.")
    if target.fifo != queue.fifo:
        reason = "Dead-letter queue must be same type of queue as the source."
        raise errors.bad_value(text, "RedrivePolicy", reason)
    if not settings.may_redrive(target, queue.arn):
        reason = "Dead-letter queue does not allow this source queue in its RedriveAllowPolicy."
        raise errors.bad_value(text, "RedrivePolicy", reason)


@operation("GetQueueUrl", on=names.on_named_queue)
def get_queue_url(call: Call, req: GetQueueUrlRequest) -> GetQueueUrlResult:
    """The URL of the caller's, or another account's, queue of this name.

    Errors: QueueDoesNotExist.
    Source: API Reference, GetQueueUrl.
    """
    queue = names.queue_named(call, req["QueueName"], req.get("QueueOwnerAWSAccountId"))
    return {"QueueUrl": names.url_of(call, queue)}


@operation("ListQueues")
def list_queues(call: Call, req: ListQueuesRequest) -> Page:
    """The URLs of the caller's queues in the region; pages only where MaxResults asks for them.

    Errors: InvalidParameterValue.
    Source: API Reference, ListQueues: without MaxResults up to 1,000 and no token.
    """
    prefix = req.get("QueueNamePrefix", "")
    limit = _page_size(req)
    found: list[Queue] = []
    more = False
    for queue in call.tx.scan(Queue, call.account, call.region, start=(prefix,), after=call.resume):
        if not queue.name.startswith(prefix):
            break
        if len(found) == limit:
            more = True
            break
        found.append(queue)
    members = {"QueueUrls": [names.url_of(call, queue) for queue in found]} if found else {}
    return Page(members, (found[-1].name,) if more and "MaxResults" in req else None)


@operation("ListDeadLetterSourceQueues", on=names.on_queue)
def list_dead_letter_source_queues(call: Call, req: ListDeadLetterSourceQueuesRequest) -> Page:
    """The URLs of the queues that have this one as their dead-letter queue.

    Errors: QueueDoesNotExist, InvalidParameterValue.
    Source: API Reference, ListDeadLetterSourceQueues.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    limit = _page_size(req)
    found = list(call.tx.scan(Queue, queue.arn, index="dead_letter", after=call.resume, limit=limit + 1))
    shown = found[:limit]
    urls = [names.url_of(call, source) for source in shown]
    more = len(found) > limit and "MaxResults" in req
    last = shown[-1] if more else None
    return Page({"queueUrls": urls}, (last.account, last.region, last.name) if last else None)


def _page_size(req: Any) -> int:
    size = int(req.get("MaxResults", _PAGE_MAX))
    if not 1 <= size <= _PAGE_MAX:
        raise errors.bad_value(size, "MaxResults", f"MaxResults must be an integer between 1 and {_PAGE_MAX}.")
    return size


@operation("GetQueueAttributes", on=names.on_queue)
def get_queue_attributes(call: Call, req: GetQueueAttributesRequest) -> GetQueueAttributesResult:
    """The attributes that are asked for, or all.

    Errors: QueueDoesNotExist, InvalidAttributeName.
    Source: API Reference, GetQueueAttributes.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    wanted = req.get("AttributeNames", [])
    for name in wanted:
        settings.check_readable(name, fifo=queue.fifo)
    if not wanted:
        return {}
    counted = "All" in wanted or any(name in settings.COUNTS for name in wanted)
    counts = shelf.lane(queue).counts(call.tx, queue, call.tx.now) if counted else (0, 0, 0)
    known = settings.shown(queue.replace(policy=named.show(call, queue.policy)), counts)
    if "All" not in wanted:
        known = {name: known[name] for name in wanted if name in known}
    return {"Attributes": known} if known else {}


@operation("SetQueueAttributes", on=names.on_own_queue)
def set_queue_attributes(call: Call, req: SetQueueAttributesRequest) -> None:
    """Change attributes; the change holds from now on, also for messages that are there.

    Errors: QueueDoesNotExist, InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue.
    Source: API Reference, SetQueueAttributes.
    Differs: at once, where AWS takes up to 60 seconds (retention: 15 minutes).
    """
    queue = names.queue_at(call, req["QueueUrl"])
    attributes = req["Attributes"]
    fields = _changes(call, attributes, fifo=queue.fifo)
    changed = queue.replace(**fields, modified_at=call.tx.now)
    settings.check_throughput(changed)
    _check_dead_letter(call, changed, attributes)
    call.tx.put(changed)
    if changed.retention_s != queue.retention_s:
        shelf.expire(call.tx, changed)


@operation("PurgeQueue", on=names.on_queue)
def purge_queue(call: Call, req: PurgeQueueRequest) -> None:
    """Remove all messages, those in flight too.

    Errors: QueueDoesNotExist, PurgeQueueInProgress.
    Source: API Reference, PurgeQueue.
    Differs: the queue is empty at once, where AWS takes up to 60 seconds.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    tx = call.tx
    if tx.now < queue.purged_at + _PURGE_S:
        raise errors.purge_in_progress(queue.name)
    last = shelf.shelf_of(tx, queue).last_position
    emptied = queue.replace(shelf=shelf.fresh(call), purged_at=tx.now)
    shelf.leave(tx, queue)
    tx.put(emptied)
    if last:  # sequence numbers go on
        tx.put(Shelf(emptied.shelf, last_position=last))


@operation("DeleteQueue", on=names.on_own_queue)
def delete_queue(call: Call, req: DeleteQueueRequest) -> None:
    """Delete a queue with all that is in it; its name is blocked for a minute.

    Errors: QueueDoesNotExist.
    Source: API Reference, DeleteQueue.
    Differs: the queue is gone at once, where AWS takes up to 60 seconds.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    tx = call.tx
    shelf.leave(tx, queue)
    set_tags(tx, queue.arn, {})
    tx.delete(queue)
    tx.put(Deleted(queue.account, queue.region, queue.name, tx.now))
    tx.at(tx.now + _NAME_BLOCKED_S, "sqs.free_name", queue.account, queue.region, queue.name)
