"""Queue attributes: their names, what values they take, and how they are shown. Pure.

Source: SQS API Reference, CreateQueue and SetQueueAttributes. Errors: see errors.py.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from fogbank.kernel.identity.grammar import problems
from fogbank.services.sqs import encryption, errors
from fogbank.services.sqs.records import Queue

# attribute: (field, least, most)
_INTEGERS = {
    "DelaySeconds": ("delay_s", 0, 900),
    "MaximumMessageSize": ("body_bytes_max", 1_024, 1_048_576),
    "MessageRetentionPeriod": ("retention_s", 60, 1_209_600),
    "ReceiveMessageWaitTimeSeconds": ("wait_s", 0, 20),
    "VisibilityTimeout": ("visibility_timeout_s", 0, 43_200),
    "KmsDataKeyReusePeriodSeconds": ("data_key_reuse_s", 60, 86_400),
}
_BOOLEANS = {"SqsManagedSseEnabled": "managed_encryption", "ContentBasedDeduplication": "content_deduplication"}
# attribute: (field, values)
_CHOICES = {
    "DeduplicationScope": ("deduplication_scope", ("queue", "messageGroup")),
    "FifoThroughputLimit": ("throughput_limit", ("perQueue", "perMessageGroupId")),
}
_FIFO_ONLY = frozenset(("FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"))
COUNTS = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)
_FORMAT = "Amazon SQS can't create the redrive allow policy, as it's in an unsupported format."


class Redrive(NamedTuple):
    """A redrive policy: where to, and after how many receives."""

    target_arn: str
    receive_count_max: int

    def text(self) -> str:
        """As GetQueueAttributes shows it."""
        return orjson.dumps(
            {"deadLetterTargetArn": self.target_arn, "maxReceiveCount": self.receive_count_max}
        ).decode()


def changes(attributes: Mapping[str, str], *, fifo: bool) -> dict[str, Any]:
    """The fields of a Queue that these attributes set. Whether a dead-letter target fits is not judged here.

    Errors: InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue.
    """
    fields: dict[str, Any] = {}
    for name, value in attributes.items():
        if name in _FIFO_ONLY and not fifo:
            raise errors.unknown_attribute(name)
        if name in _INTEGERS:
            fields[_INTEGERS[name][0]] = _integer(name, value)
        elif name in _BOOLEANS:
            fields[_BOOLEANS[name]] = _boolean(name, value)
        elif name in _CHOICES:
            field, values = _CHOICES[name]
            if value not in values:
                raise errors.bad_attribute(name)
            fields[field] = value
        elif name == "FifoQueue":
            if not _boolean(name, value):
                raise errors.bad_attribute(name)
        elif name == "Policy":
            fields["policy"] = _policy(value)
        elif name == "RedrivePolicy":
            fields.update(_redrive_fields(value))
        elif name == "RedriveAllowPolicy":
            fields["redrive_allow_policy"] = _allow(value)
        elif name == "KmsMasterKeyId":
            fields["kms_key"] = value
        else:
            raise errors.unknown_attribute(name)
    return _one_encryption(fields)


def _one_encryption(fields: dict[str, Any]) -> dict[str, Any]:
    """A queue has one kind of encryption at a time; to choose one ends the other. Errors: InvalidAttributeValue.

    Source: API Reference, SetQueueAttributes: only one server-side encryption option is supported for each queue.
    """
    if fields.get("kms_key"):
        if fields.get("managed_encryption"):
            raise errors.two_encryptions()
        return {**fields, "managed_encryption": False}
    if fields.get("managed_encryption"):
        return {**fields, "kms_key": ""}
    return fields


def check_throughput(queue: Queue) -> None:
    """High throughput needs deduplication by group. Source: API Reference, CreateQueue, FifoThroughputLimit."""
    if queue.throughput_limit == "perMessageGroupId" and queue.deduplication_scope != "messageGroup":
        raise errors.bad_throughput_limit()


def first_difference(attributes: Mapping[str, str], fields: Mapping[str, Any], queue: Queue) -> str | None:
    """The first of these attributes whose value is not the queue's."""
    for name in attributes:
        for field in _fields_of(name):
            if field in fields and fields[field] != getattr(queue, field):
                return name
    return None


def _fields_of(name: str) -> tuple[str, ...]:
    if name in _INTEGERS:
        return (_INTEGERS[name][0],)
    if name in _CHOICES:
        return (_CHOICES[name][0],)
    if name in _BOOLEANS:
        return (_BOOLEANS[name],)
    texts = {
        "KmsMasterKeyId": "kms_key",
        "Policy": "policy",
        "RedrivePolicy": "redrive_policy",
        "RedriveAllowPolicy": "redrive_allow_policy",
    }
    return (texts[name],) if name in texts else ()


def shown(queue: Queue, counts: tuple[int, int, int]) -> dict[str, str]:
    """All attributes of a queue as text, those that are not set left out."""
    texts = {
        "QueueArn": queue.arn,
        **dict(zip(COUNTS, map(str, counts), strict=True)),
        "CreatedTimestamp": str(int(queue.created_at)),
        "LastModifiedTimestamp": str(int(queue.modified_at)),
        "VisibilityTimeout": str(queue.visibility_timeout_s),
        "MaximumMessageSize": str(queue.body_bytes_max),
        "MessageRetentionPeriod": str(queue.retention_s),
        "DelaySeconds": str(queue.delay_s),
        "ReceiveMessageWaitTimeSeconds": str(queue.wait_s),
        "SqsManagedSseEnabled": _text(queue.managed_encryption),
    }
    documents = {
        "Policy": queue.policy,
        "RedrivePolicy": queue.redrive_policy,
        "RedriveAllowPolicy": queue.redrive_allow_policy,
    }
    texts.update({name: text for name, text in documents.items() if text})
    if queue.kms_key:
        texts["KmsMasterKeyId"] = queue.kms_key
        texts["KmsDataKeyReusePeriodSeconds"] = str(queue.data_key_reuse_s or encryption.REUSE_S)
    elif queue.data_key_reuse_s:
        texts["KmsDataKeyReusePeriodSeconds"] = str(queue.data_key_reuse_s)
    if queue.fifo:
        texts["FifoQueue"] = "true"
        texts["ContentBasedDeduplication"] = _text(queue.content_deduplication)
        texts["DeduplicationScope"] = queue.deduplication_scope
        texts["FifoThroughputLimit"] = queue.throughput_limit
    return texts


def check_readable(name: str, *, fifo: bool) -> None:
    """Whether GetQueueAttributes knows this name for this kind of queue; raises InvalidAttributeName."""
    known = name in _READABLE or (fifo and name in _FIFO_ONLY)
    if not known:
        raise errors.unknown_attribute(name)


_READABLE = frozenset(
    (
        "All",
        "QueueArn",
        *COUNTS,
        "CreatedTimestamp",
        "LastModifiedTimestamp",
        "Policy",
        "RedrivePolicy",
        "RedriveAllowPolicy",
        "SqsManagedSseEnabled",
        "KmsMasterKeyId",
        *_INTEGERS,
    )
)


def _text(value: bool) -> str:
    return "true" if value else "false"


def _integer(name: str, value: str) -> int:
    _, least, most = _INTEGERS[name]
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise errors.bad_attribute(name)
    return int(value)


def _boolean(name: str, value: str) -> bool:
    if value.lower() not in ("true", "false"):
        raise errors.bad_attribute(name)
    return value.lower() == "true"


def _object(text: str) -> dict[str, Any] | None:
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return document if isinstance(document, dict) else None


def _policy(text: str) -> str:
    """The grammar of resource policies; that statements of a queue's policy need a Resource is not documented."""
    if text and any(problem.code != "MISSING_RESOURCE" for problem in problems(text, "resource")):
        raise errors.bad_attribute("Policy")
    return text


def _redrive_fields(text: str) -> dict[str, Any]:
    redrive = redrive_policy(text)
    if redrive is None:
        return {"redrive_policy": "", "dead_letter_arn": "", "receive_count_max": 0}
    return {
        "redrive_policy": redrive.text(),
        "dead_letter_arn": redrive.target_arn,
        "receive_count_max": redrive.receive_count_max,
    }


def redrive_policy(text: str) -> Redrive | None:
    """A RedrivePolicy, or None for the empty text that removes it.

    Source: observed texts, for example ansible-collections/community.aws issue 2321 and rubyonjets/jets pull 101.
    """
    if not text:
        return None

    def bad(reason: str) -> Exception:
        return errors.bad_value(text, "RedrivePolicy", reason)

    document = _object(text)
    if document is None:
        raise bad("Redrive policy is not a valid JSON map.")
    for name in ("maxReceiveCount", "deadLetterTargetArn"):
        if name not in document:
            raise bad(f"Redrive policy does not contain mandatory attribute: {name}.")
    if len(document) > 2:
        raise bad("Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount].")
    count, target = str(document["maxReceiveCount"]), document["deadLetterTargetArn"]
    if not count.isascii() or not count.isdigit() or not 1 <= int(count) <= 1000:
        raise bad(f"Invalid value for maxReceiveCount: {count}, valid values are from 1 to 1000 both inclusive.")
    if not isinstance(target, str) or not target.startswith("arn:"):
        raise bad("Invalid value for deadLetterTargetArn.")
    return Redrive(target, int(count))


def _allow(text: str) -> str:
    """A RedriveAllowPolicy as it is kept. Source: API Reference, CreateQueue; the reason's text is observed."""
    if not text:
        return ""
    document = _object(text)
    permission = document.get("redrivePermission") if document else None
    sources = document.get("sourceQueueArns", []) if document else []
    if (
        permission not in ("allowAll", "denyAll", "byQueue")
        or not isinstance(sources, list)
        or (permission == "byQueue") != bool(sources)
        or len(sources) > 10
    ):
        raise errors.bad_value(text, "RedriveAllowPolicy", _FORMAT)
    return text


def may_redrive(target: Queue, source_arn: str) -> bool:
    """Whether the dead-letter queue's RedriveAllowPolicy lets this queue use it."""
    if not target.redrive_allow_policy:
        return True
    policy = orjson.loads(target.redrive_allow_policy)
    if policy["redrivePermission"] == "byQueue":
        return source_arn in policy["sourceQueueArns"]
    return bool(policy["redrivePermission"] == "allowAll")
