"""Tags of queues."""

from collections.abc import Mapping

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.tags import add_tags, remove_tags, tags_of
from fogbank.services.sqs import errors, names
from fogbank.services.sqs._shapes import ListQueueTagsRequest, ListQueueTagsResult, TagQueueRequest, UntagQueueRequest

_TAGS_MAX = 50


def check_tags(queue_name: str, tags: Mapping[str, str]) -> None:
    """Keys of 1 to 128 characters, not beginning with "aws:", values up to 256, 50 tags at most.

    Source: Developer Guide, Amazon SQS queue quotas, queue tags; the texts follow AWS's general form.
    """
    if len(tags) > _TAGS_MAX:
        raise errors.too_many_tags(queue_name)
    for key, value in tags.items():
        if not 1 <= len(key) <= 128 or key.lower().startswith("aws:"):
            raise errors.bad_value(key, "TagKey", "Tag keys are 1 to 128 characters and cannot begin with aws:.")
        if len(value) > 256:
            raise errors.bad_value(value, "TagValue", "Tag values are at most 256 characters.")


@operation("TagQueue", on=names.on_own_queue)
def tag_queue(call: Call, req: TagQueueRequest) -> None:
    """Set tags beside those that are there.

    Errors: QueueDoesNotExist, InvalidParameterValue.
    Source: API Reference, TagQueue.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    check_tags(queue.name, {**tags_of(call.tx, queue.arn), **req["Tags"]})
    add_tags(call.tx, queue.arn, req["Tags"])


@operation("UntagQueue", on=names.on_own_queue)
def untag_queue(call: Call, req: UntagQueueRequest) -> None:
    """Take tags away; keys that are not there do no harm.

    Errors: QueueDoesNotExist.
    Source: API Reference, UntagQueue.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    remove_tags(call.tx, queue.arn, req["TagKeys"])


@operation("ListQueueTags", on=names.on_own_queue)
def list_queue_tags(call: Call, req: ListQueueTagsRequest) -> ListQueueTagsResult:
    """The queue's tags.

    Errors: QueueDoesNotExist.
    Source: API Reference, ListQueueTags.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    tags = tags_of(call.tx, queue.arn)
    return {"Tags": tags} if tags else {}
