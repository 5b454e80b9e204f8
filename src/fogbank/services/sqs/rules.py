"""What makes a message, a batch, a receive right or wrong, and the digests. Pure.

Source: SQS API Reference, SendMessage and ReceiveMessage; Developer Guide, Amazon SQS message metadata, message quotas.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from fogbank.services.sqs import errors
from fogbank.services.sqs.records import Attribute, OrderedMessage, Queue
from fogbank.services.sqs.records import Message as StoredMessage

BATCH_ENTRIES_MAX = 10
BATCH_BYTES_MAX = 1_048_576
VISIBILITY_S_MAX = 43_200
DEDUPLICATION_S = 300.0
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TOKEN = re.compile(r"[!-~]{1,128}")
_ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
_ATTRIBUTE_NAME = re.compile(r"(?!\.)(?!.*\.\.)(?!(?i:aws\.|amazon\.))[A-Za-z0-9_.-]{1,256}(?<!\.)")
_TYPE = re.compile(r"(String|Number|Binary)(\..+)?")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_ATTRIBUTES_MAX = 10


class Draft(NamedTuple):
    """A message that may be sent."""

    body: str
    body_md5: str
    size_bytes: int
    delay_s: int
    attributes: dict[str, Attribute]
    attributes_md5: str
    trace_header: str
    system_md5: str
    group: str
    deduplication_id: str


def draft(queue: Queue, entry: Mapping[str, Any]) -> Draft:
    """Check one message of SendMessage or SendMessageBatch.

    Errors: MissingParameter, InvalidParameterValue, InvalidMessageContents.
    """
    body: str = entry.get("MessageBody", "")
    check_text(body)
    raw = body.encode()
    size_bytes = len(raw)
    attributes: dict[str, Attribute] = {}
    attributes_md5 = trace_header = system_md5 = ""
    if given := entry.get("MessageAttributes"):
        attributes = read_attributes(given)
        attributes_md5 = md5_of_attributes(attributes)
        size_bytes += sum(map(_size, attributes.items()))
    if given := entry.get("MessageSystemAttributes"):
        system = read_attributes(given, system=True)
        trace_header = system["AWSTraceHeader"].text
        system_md5 = md5_of_attributes(system)
    if size_bytes > queue.body_bytes_max:
        raise errors.too_long(queue.body_bytes_max)
    if queue.fifo:
        delay_s, group, deduplication_id = _fifo_members(queue, entry, raw)
    else:
        delay_s, group, deduplication_id = _standard_members(queue, entry)
    return Draft(
        body,
        hashlib.md5(raw, usedforsecurity=False).hexdigest(),
        size_bytes,
        delay_s,
        attributes,
        attributes_md5,
        trace_header,
        system_md5,
        group,
        deduplication_id,
    )


def check_text(body: str) -> None:
    """Not empty, and only characters that SQS takes."""
    if not body:
        raise errors.missing("MessageBody")
    if not (body.isascii() and body.isprintable()) and (found := _FORBIDDEN.search(body)):
        raise errors.bad_character(found.group())


def _standard_members(queue: Queue, entry: Mapping[str, Any]) -> tuple[int, str, str]:
    if "MessageDeduplicationId" in entry:
        raise errors.not_on_this_queue(entry["MessageDeduplicationId"], "MessageDeduplicationId")
    group: str = entry.get("MessageGroupId", "")
    if group:
        check_token(group, "MessageGroupId")
    delay_s = entry.get("DelaySeconds")
    if delay_s is None:
        return queue.delay_s, group, ""
    if not 0 <= delay_s <= 900:
        raise errors.bad_value(delay_s, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.")
    return delay_s, group, ""


def _fifo_members(queue: Queue, entry: Mapping[str, Any], raw: bytes) -> tuple[int, str, str]:
    if entry.get("DelaySeconds"):
        raise errors.not_on_this_queue(entry["DelaySeconds"], "DelaySeconds")
    if "MessageGroupId" not in entry:
        raise errors.missing("MessageGroupId")
    check_token(entry["MessageGroupId"], "MessageGroupId")
    deduplication_id = entry.get("MessageDeduplicationId")
    if deduplication_id is not None:
        check_token(deduplication_id, "MessageDeduplicationId")
    elif queue.content_deduplication:
        deduplication_id = hashlib.sha256(raw).hexdigest()
    else:
        raise errors.no_deduplication_id()
    return queue.delay_s, entry["MessageGroupId"], deduplication_id


def check_token(value: str, parameter: str) -> None:
    """Group, deduplication and attempt ids: up to 128 letters, digits and punctuation."""
    if _TOKEN.fullmatch(value) is None:
        raise errors.bad_value(
            value,
            parameter,
            f"{parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.",
        )


def deduplication_key(queue: Queue, group: str, deduplication_id: str) -> str:
    """What a repeat is known by: the id, or the id within its group."""
    return f"{group}\n{deduplication_id}" if queue.deduplication_scope == "messageGroup" else deduplication_id


# -- message attributes


def read_attributes(given: Mapping[str, Mapping[str, Any]], *, system: bool = False) -> dict[str, Attribute]:
    """Check message attributes (or system attributes) and bring them into stored form."""
    if len(given) > _ATTRIBUTES_MAX:
        raise errors.bad_message_attribute(
            f"Number of message attributes [{len(given)}] exceeds the allowed maximum [{_ATTRIBUTES_MAX}]."
        )
    return {name: _read_attribute(name, value, system) for name, value in given.items()}


def _read_attribute(name: str, value: Mapping[str, Any], system: bool) -> Attribute:
    if system:
        if name != "AWSTraceHeader":
            raise errors.bad_message_attribute(f"Message system attribute name '{name}' is invalid.")
    elif _ATTRIBUTE_NAME.fullmatch(name) is None:
        raise errors.bad_message_attribute(f"Message (user) attribute name '{name}' is invalid.")
    kind = "system" if system else "user"
    type_ = value.get("DataType", "")
    if not type_:
        raise errors.bad_message_attribute(
            f"The message attribute '{name}' must contain non-empty message attribute type."
        )
    found = _TYPE.fullmatch(type_)
    if found is None or len(type_) > 256 or (system and type_ != "String"):
        allowed = "String" if system else "Binary, Number, String"
        raise errors.bad_message_attribute(
            f"The type of message ({kind}) attribute '{name}' is invalid. You must use only the following supported "
            f"type prefixes: {allowed}."
        )
    base = found.group(1)
    field = "BinaryValue" if base == "Binary" else "StringValue"
    if value.get("StringListValues") or value.get("BinaryListValues"):
        raise errors.bad_message_attribute("Message attribute list values in SendMessage operation are not supported.")
    other = "StringValue" if base == "Binary" else "BinaryValue"
    if value.get(other) and not value.get(field):
        must = field.removesuffix("Value")
        raise errors.bad_message_attribute(
            f"The message attribute '{name}' with type '{type_}' must use field '{must}'."
        )
    if not value.get(field):
        raise errors.bad_message_attribute(
            f"Message ({kind}) attribute '{name}' must contain a non-empty value of type '{base}'."
        )
    if base == "Binary":
        return Attribute(type_, data=value["BinaryValue"])
    return Attribute(type_, text=_text_value(name, base, value["StringValue"]))


def _text_value(name: str, base: str, text: str) -> str:
    if found := _FORBIDDEN.search(text):
        raise errors.bad_character(found.group())
    if base == "Number" and _NUMBER.fullmatch(text) is None:
        raise errors.bad_message_attribute(f"Can't cast the value of message (user) attribute '{name}' to a number.")
    return text


def _size(item: tuple[str, Attribute]) -> int:
    name, attribute = item
    return len(name) + len(attribute.type.encode()) + len(attribute.text.encode()) + len(attribute.data)


def md5_of_attributes(attributes: Mapping[str, Attribute]) -> str:
    """The digest that clients check.

    Source: Developer Guide, Calculating the MD5 message digest for message attributes.
    """
    digest = hashlib.md5(usedforsecurity=False)
    for name in sorted(attributes):
        attribute = attributes[name]
        binary = attribute.type.startswith("Binary")
        value = attribute.data if binary else attribute.text.encode()
        for part in (name.encode(), attribute.type.encode()):
            digest.update(len(part).to_bytes(4, "big") + part)
        digest.update((b"\2" if binary else b"\1") + len(value).to_bytes(4, "big") + value)
    return digest.hexdigest()


def wanted_attributes(message: StoredMessage, names: Sequence[str]) -> dict[str, Attribute]:
    """Those of a message's attributes that a receive asks for: by name, by prefix (`foo.*`), or all."""
    if "All" in names or ".*" in names:
        return message.attributes
    prefixes = tuple(name[:-2] for name in names if name.endswith(".*"))
    return {
        name: attribute
        for name, attribute in message.attributes.items()
        if name in names or (prefixes and name.startswith(prefixes))
    }


def attribute_value(attribute: Attribute) -> dict[str, Any]:
    """A message attribute as the wire has it."""
    if attribute.type.startswith("Binary"):
        return {"BinaryValue": attribute.data, "DataType": attribute.type}
    return {"StringValue": attribute.text, "DataType": attribute.type}


def sequence_number(position: int) -> str:
    """Twenty digits that grow with the position. Source: API Reference, SendMessage: large and non-consecutive."""
    return f"{position * 10_000:020d}"


SYSTEM_ATTRIBUTES = (
    "SenderId",
    "SentTimestamp",
    "ApproximateReceiveCount",
    "ApproximateFirstReceiveTimestamp",
    "SequenceNumber",
    "MessageDeduplicationId",
    "MessageGroupId",
    "AWSTraceHeader",
    "DeadLetterQueueSourceArn",
)


def system_attributes(message: StoredMessage, names: Iterable[str]) -> dict[str, str]:
    """The system attributes that a receive asks for, those that the message lacks left out."""
    known = {
        "SenderId": message.sender,
        "SentTimestamp": str(int(message.sent_at * 1000)),
        "ApproximateReceiveCount": str(message.receive_count),
        "ApproximateFirstReceiveTimestamp": str(int(message.first_received_at * 1000)),
        "SequenceNumber": sequence_number(message.position) if isinstance(message, OrderedMessage) else "",
        "MessageDeduplicationId": message.deduplication_id,
        "MessageGroupId": message.group,
        "AWSTraceHeader": message.trace_header,
        "DeadLetterQueueSourceArn": message.dead_letter_source,
    }
    asked = SYSTEM_ATTRIBUTES if "All" in names else names
    return {name: known[name] for name in asked if known.get(name)}


def check_system_names(names: Iterable[str]) -> None:
    """Raises InvalidAttributeName for a system attribute that does not exist."""
    for name in names:
        if name != "All" and name not in SYSTEM_ATTRIBUTES:
            raise errors.unknown_attribute(name)


# -- receives and batches


def check_visibility(seconds: int) -> None:
    """0 s to 12 h. Source: API Reference, ChangeMessageVisibility; observed text."""
    if not 0 <= seconds <= VISIBILITY_S_MAX:
        raise errors.bad_value(
            seconds, "VisibilityTimeout", "VisibilityTimeout must be an integer between 0 and 43200."
        )


def check_receive(count: int, wait_s: int, visibility_s: int) -> None:
    """Source: observed texts of ReceiveMessage."""
    if not 1 <= count <= 10:
        raise errors.bad_value(count, "MaxNumberOfMessages", "Must be between 1 and 10, if provided.")
    if not 0 <= wait_s <= 20:
        raise errors.bad_value(wait_s, "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.")
    if not 0 <= visibility_s <= VISIBILITY_S_MAX:
        raise errors.bad_value(visibility_s, "VisibilityTimeout", "Must be >= 0 and <= 43200, if provided.")


def check_entries(entries: Sequence[Mapping[str, Any]], shape: str) -> None:
    """The rules that a whole batch stands or falls by; `shape` names the entry's shape.

    Source: API Reference, SendMessageBatch; the order is observed.
    """
    if not entries:
        raise errors.empty_batch(shape)
    if len(entries) > BATCH_ENTRIES_MAX:
        raise errors.too_many_entries(len(entries))
    seen: set[str] = set()
    for entry in entries:
        if _ENTRY_ID.fullmatch(entry["Id"]) is None:
            raise errors.bad_entry_id()
    for entry in entries:
        if entry["Id"] in seen:
            raise errors.repeated_id(entry["Id"])
        seen.add(entry["Id"])


def check_batch_size(entries: Sequence[Mapping[str, Any]]) -> None:
    """All messages of a batch together are no longer than one may be."""
    total = 0
    for entry in entries:
        total += len(entry.get("MessageBody", "").encode("utf-8", "surrogatepass"))
        for name, value in entry.get("MessageAttributes", {}).items():
            total += len(name) + len(value.get("DataType", "").encode())
            total += len(value.get("StringValue", "").encode("utf-8", "surrogatepass"))
            total += len(value.get("BinaryValue", b""))
    if total > BATCH_BYTES_MAX:
        raise errors.batch_too_long(total)
