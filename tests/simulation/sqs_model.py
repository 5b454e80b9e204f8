"""A small model of one SQS queue: what may be answered, in lists and dictionaries. It knows no rows and no jobs.

Where AWS leaves a choice (which messages a standard queue gives, which group comes first), the model says what is
allowed, and takes over what was chosen. Source of the rules: SQS Developer Guide and API Reference, as the tests of
tests/services/sqs say one by one.
"""

from dataclasses import dataclass, field

DEDUPLICATION_S = 300
TWELVE_HOURS_S = 43_200
Handle = tuple[str, int]


@dataclass
class Message:
    """One message in the queue. `receives`: how often it was received; hidden until `visible_at`."""

    id: str
    body: str
    group: str
    sent_at: float
    visible_at: float
    receives: int = 0
    received_at: float = 0.0


@dataclass
class Model:
    """One queue. `limit`: receives before a message is dead (0: never)."""

    fifo: bool
    retention_s: int
    timeout_s: int
    limit: int = 0
    now: float = 0.0
    messages: dict[str, Message] = field(default_factory=dict)
    used: dict[str, tuple[float, str]] = field(default_factory=dict)

    # -- what is there

    def pass_to(self, now: float) -> None:
        """Time has gone on: what is too old is gone."""
        self.now = now
        self.messages = {m.id: m for m in self.messages.values() if m.sent_at + self.retention_s > now}

    def in_flight(self, message: Message) -> bool:
        """Received and hidden."""
        return message.receives > 0 and message.visible_at > self.now

    def doomed(self, message: Message) -> bool:
        """To be made a dead letter by the next receive that meets it."""
        return bool(self.limit) and message.receives >= self.limit and message.visible_at <= self.now

    def available(self) -> list[Message]:
        """What a receive may give now, in order of sending."""
        if not self.fifo:
            return [m for m in self.messages.values() if m.visible_at <= self.now and not self.doomed(m)]
        held = {m.group for m in self.messages.values() if self.in_flight(m)}
        delayed: set[str] = set()
        free = []
        for message in self.messages.values():
            if message.visible_at > self.now:
                delayed.add(message.group)
            elif message.group not in held | delayed:
                free.append(message)
        return free

    def counts(self) -> tuple[int, int, int]:
        """Visible (doomed ones too), in flight, delayed."""
        in_flight = sum(self.in_flight(m) for m in self.messages.values())
        delayed = sum(m.receives == 0 and m.visible_at > self.now for m in self.messages.values())
        return len(self.messages) - in_flight - delayed, in_flight, delayed

    # -- what is done

    def sent(self, message_id: str, body: str, delay_s: int, group: str = "", deduplication_id: str = "") -> None:
        """A send was answered with this id."""
        if self.fifo:
            at, first = self.used.get(deduplication_id, (0.0, ""))
            if first and self.now < at + DEDUPLICATION_S:
                assert message_id == first, f"the repeat of {deduplication_id} is known as {first}"
                return
            self.used[deduplication_id] = (self.now, message_id)
        assert message_id not in self.messages, "ids are never used twice"
        self.messages[message_id] = Message(message_id, body, group, self.now, self.now + delay_s)

    def received(self, answer: list[tuple[str, str, int]], count: int, timeout_s: int) -> None:
        """A receive of up to `count` gave these: id, body, how often received."""
        allowed = self.available()
        assert len(answer) == min(count, len(allowed)) or self.fifo, "a receive gives what is there"
        assert len(answer) <= count
        if allowed and self.fifo:
            assert answer, "a free group is given"
        by_id = {message.id: message for message in allowed}
        for message_id, body, receives in answer:
            assert message_id in by_id, f"{message_id} may not be received now"
            assert body == by_id[message_id].body
            assert receives == by_id[message_id].receives + 1
        if self.fifo:
            self._in_order([by_id[message_id] for message_id, _, _ in answer], allowed, count)
        for message_id, _, receives in answer:
            message = self.messages[message_id]
            message.receives, message.received_at = receives, self.now
            message.visible_at = self.now + timeout_s

    def _in_order(self, given: list[Message], allowed: list[Message], count: int) -> None:
        """Of every group its first ones; a group is not left for another before it is exhausted."""
        assert len(given) == min(count, len(allowed)), "a receive gives what is there"
        groups = list(dict.fromkeys(message.group for message in given))
        expected: list[Message] = []
        for group in groups:
            expected += [message for message in allowed if message.group == group]
        assert given == expected[: len(given)], "in order within the group, group by group"

    def gone(self, handle: Handle) -> bool:
        """Whether the message of a handle is not there any more."""
        return handle[0] not in self.messages

    def latest(self, handle: Handle) -> bool:
        """Whether the handle is that of the message's latest receive."""
        return not self.gone(handle) and self.messages[handle[0]].receives == handle[1]

    def delete(self, handle: Handle) -> str:
        """Delete by a handle; the code of the error that must come, or nothing."""
        if self.gone(handle):
            return ""
        if self.fifo and not (self.latest(handle) and self.in_flight(self.messages[handle[0]])):
            return "InvalidParameterValue"
        if self.latest(handle):
            del self.messages[handle[0]]
        return ""

    def change(self, handle: Handle, timeout_s: int) -> str:
        """Change the visibility by a handle; the code of the error that must come, or nothing."""
        if not self.latest(handle):
            return "InvalidParameterValue"
        message = self.messages[handle[0]]
        if not self.in_flight(message):
            return "MessageNotInflight"
        if self.now + timeout_s - message.received_at > TWELVE_HOURS_S:
            return "InvalidParameterValue"
        message.visible_at = self.now + timeout_s
        return ""

    def purge(self) -> None:
        """Everything is gone; deduplication ids too."""
        self.messages.clear()
        self.used.clear()

    def buried(self, message_id: str) -> None:
        """A doomed message was found among the dead letters."""
        message = self.messages.pop(message_id)
        assert message.receives >= self.limit, "only what was received too often is dead"
