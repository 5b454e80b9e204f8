"""The errors of SQS with AWS's texts. Where a text is observed, the source is a public report of an answer by AWS."""

from fogbank.kernel.errors import ServiceError
from fogbank.services.sqs import _shapes as shapes


def no_queue() -> ServiceError:
    """Source: observed (JSON protocol), many reports, for example aws-sdk-js-v3 issues on QueueDoesNotExist."""
    return shapes.QueueDoesNotExist("The specified queue does not exist.")


def bad_address(url: str) -> ServiceError:
    """Source: observed, reports of InvalidAddress."""
    return shapes.InvalidAddress(f"The address {url} is not valid for this endpoint.")


def missing(parameter: str) -> ServiceError:
    """Source: observed, MissingParameter of SendMessage without MessageGroupId."""
    return shapes.MissingParameter(f"The request must contain the parameter {parameter}.")


def bad_value(value: object, parameter: str, reason: str) -> ServiceError:
    """The general form. Source: observed, for example "Value 21 for parameter WaitTimeSeconds is invalid. ..."."""
    return shapes.InvalidParameterValue(f"Value {value} for parameter {parameter} is invalid. Reason: {reason}")


def bad_queue_name(fifo: bool) -> ServiceError:
    """Source: observed, CreateQueue."""
    if fifo:
        return shapes.InvalidParameterValue(
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end "
            "with .fifo suffix and be 1 to 80 in length."
        )
    return shapes.InvalidParameterValue(
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
    )


def exists_with_other(attribute: str) -> ServiceError:
    """Source: observed, QueueAlreadyExists of CreateQueue."""
    return shapes.QueueNameExists(
        f"A queue already exists with the same name and a different value for attribute {attribute}"
    )


def deleted_recently() -> ServiceError:
    """Source: observed; API Reference, CreateQueue."""
    return shapes.QueueDeletedRecently(
        "You must wait 60 seconds after deleting a queue before you can create another with the same name."
    )


def purge_in_progress(name: str) -> ServiceError:
    """Source: observed, PurgeQueue twice within a minute."""
    return shapes.PurgeQueueInProgress(f"Only one PurgeQueue operation on {name} is allowed every 60 seconds.")


def unknown_attribute(name: str) -> ServiceError:
    """Source: observed, InvalidAttributeName."""
    return shapes.InvalidAttributeName(f"Unknown Attribute {name}.")


def bad_attribute(name: str) -> ServiceError:
    """Source: observed, InvalidAttributeValue."""
    return shapes.InvalidAttributeValue(f"Invalid value for the parameter {name}.")


def bad_throughput_limit() -> ServiceError:
    """Source: API Reference, CreateQueue, FifoThroughputLimit; the text follows its words."""
    return shapes.InvalidAttributeValue(
        "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup."
    )


def two_encryptions() -> ServiceError:
    """Source: observed, CreateQueue with KmsMasterKeyId and SqsManagedSseEnabled."""
    return shapes.InvalidAttributeValue(
        "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE."
    )


def no_data_key() -> ServiceError:
    """The data key of a message is forgotten: nobody can read it. Source: API Reference, KmsInvalidState."""
    return shapes.KmsInvalidState("The data key of this message is not available.")


def too_long(bytes_max: int) -> ServiceError:
    """Source: observed, SendMessage (with 262144, the maximum of its time)."""
    return shapes.InvalidParameterValue(
        f"One or more parameters are invalid. Reason: Message must be shorter than {bytes_max} bytes."
    )


def bad_character(character: str) -> ServiceError:
    """Source: observed, InvalidMessageContents of SendMessage."""
    return shapes.InvalidMessageContents(
        f"Invalid binary character '#x{ord(character):X}' was found in the message body, the set of allowed "
        "characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]."
    )


def bad_message_attribute(text: str) -> ServiceError:
    """An error about a message attribute, in the given words."""
    return shapes.InvalidParameterValue(text)


def no_deduplication_id() -> ServiceError:
    """Source: observed, SendMessage to a FIFO queue."""
    return shapes.InvalidParameterValue(
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
    )


def not_on_this_queue(value: object, parameter: str) -> ServiceError:
    """A parameter of the other kind of queue. Source: observed, DelaySeconds on a FIFO queue."""
    return bad_value(value, parameter, "The request include parameter that is not valid for this queue type.")


def bad_receipt(handle: str) -> ServiceError:
    """Source: observed, ReceiptHandleIsInvalid."""
    return shapes.ReceiptHandleIsInvalid(f'The input receipt handle "{handle}" is not a valid receipt handle.')


def expired_receipt(handle: str) -> ServiceError:
    """FIFO: the visibility timeout is over. Source: observed, aws-sdk-java issue 2164, bbc/sqs-consumer issue 83."""
    return bad_value(handle, "ReceiptHandle", "The receipt handle has expired.")


def expired_receipt_in_batch() -> ServiceError:
    """The same in DeleteMessageBatch. Source: observed, smaskalik/sqsmover issue 54."""
    return shapes.ReceiptHandleIsInvalid("The receipt handle has expired")


def not_available(handle: str) -> ServiceError:
    """Source: observed, ChangeMessageVisibility, mapbox/ecs-watchbot issue 135."""
    return bad_value(
        handle, "ReceiptHandle", "Message does not exist or is not available for visibility timeout change."
    )


def not_in_flight() -> ServiceError:
    """Source: API Reference, ChangeMessageVisibility, MessageNotInflight."""
    return shapes.MessageNotInflight("The specified message isn't in flight.")


def beyond_twelve_hours(seconds: int) -> ServiceError:
    """Source: observed, ChangeMessageVisibility."""
    return bad_value(
        seconds,
        "VisibilityTimeout",
        "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
    )


def too_many_in_flight() -> ServiceError:
    """Source: API Reference, OverLimit; Developer Guide, message quotas."""
    return shapes.OverLimit("The maximum number of in flight messages is reached.")


def throttled() -> ServiceError:
    """Source: observed, RequestThrottled of a FIFO queue."""
    return shapes.RequestThrottled("Request is throttled.")


def empty_batch(entry: str) -> ServiceError:
    """Source: observed; `entry` is the name of the entry's shape."""
    return shapes.EmptyBatchRequest(f"There should be at least one {entry} in the request.")


def too_many_entries(count: int) -> ServiceError:
    """Source: observed."""
    return shapes.TooManyEntriesInBatchRequest(f"Maximum number of entries per request are 10. You have sent {count}.")


def repeated_id(entry_id: str) -> ServiceError:
    """Source: observed."""
    return shapes.BatchEntryIdsNotDistinct(f"Id {entry_id} repeated.")


def bad_entry_id() -> ServiceError:
    """Source: observed."""
    return shapes.InvalidBatchEntryId(
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 "
        "letters long."
    )


def batch_too_long(sent_bytes: int) -> ServiceError:
    """Source: observed (with 262144, the maximum of its time)."""
    return shapes.BatchRequestTooLong(
        f"Batch requests cannot be longer than 1048576 bytes. You have sent {sent_bytes} bytes."
    )


def too_many_actions(count: int) -> ServiceError:
    """Source: observed, OverLimit of AddPermission."""
    return shapes.OverLimit(f"{count} Actions were found, maximum allowed is 7.")


def too_many_tags(name: str) -> ServiceError:
    """Source: Developer Guide, cost allocation tags (50); observed text."""
    return shapes.InvalidParameterValue(f"Too many tags added for queue {name}.")


def no_source_queue() -> ServiceError:
    """Source: observed, StartMessageMoveTask and ListMessageMoveTasks."""
    return shapes.ResourceNotFoundException(
        "The resource that you specified for the SourceArn parameter doesn't exist."
    )


def no_destination_queue() -> ServiceError:
    """Source: API Reference, StartMessageMoveTask; the text follows that for SourceArn."""
    return shapes.ResourceNotFoundException(
        "The resource that you specified for the DestinationArn parameter doesn't exist."
    )


def not_a_dead_letter_queue() -> ServiceError:
    """Source: observed, StartMessageMoveTask."""
    return shapes.InvalidParameterValue("Source queue must be configured as a Dead Letter Queue.")


def task_is_running() -> ServiceError:
    """Source: observed, floci-io/floci pull request 910 quotes AWS's answer and its code."""
    return shapes.InvalidParameterValue(
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time."
    )


def no_task() -> ServiceError:
    """Source: observed, CancelMessageMoveTask."""
    return shapes.ResourceNotFoundException("Task does not exist.")


def bad_task_handle(handle: str) -> ServiceError:
    """Source: observed, CancelMessageMoveTask."""
    return shapes.InvalidParameterValue(f"Value {handle} for parameter TaskHandle is invalid.")


def task_is_over() -> ServiceError:
    """Source: API Reference, CancelMessageMoveTask: only RUNNING tasks can be cancelled; the text is ours."""
    return shapes.UnsupportedOperation("Only message movement tasks that are in RUNNING status can be cancelled.")
