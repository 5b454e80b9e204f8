"""Seeded histories of concurrent SQS calls with a turned clock, held against a small model.

All times are whole seconds from the start, so that a tick of one second meets every instant at which something
happens. Polls wait while other calls go on; after every step each answer must be one that the model allows, and no
poll may wait while a message is there for it. A failure prints the seed.
"""

import random
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from tests.cloud import Driver, Pending, running
from tests.simulation.sqs_model import Handle, Model

STEPS = 400
GROUPS = ("red", "green", "blue")
POLLS_MAX = 4


class Poll:
    """A receive that waits."""

    def __init__(self, pending: Pending, count: int, timeout_s: int, deadline: float) -> None:
        self.pending = pending
        self.count = count
        self.timeout_s = timeout_s
        self.deadline = deadline


class History:
    """One queue, its model, and a random source of what happens next."""

    def __init__(self, cloud: Driver, choice: random.Random, *, fifo: bool, limit: int) -> None:
        self.cloud = cloud
        self.choice = choice
        self.model = Model(fifo, choice.choice((60, 200, 1000)), choice.choice((5, 30)), limit, cloud.now())
        self.handles: list[tuple[str, Handle]] = []
        self.polls: list[Poll] = []
        self.purged_at = -60.0
        self.sent = 0
        attributes = {
            "MessageRetentionPeriod": str(self.model.retention_s),
            "VisibilityTimeout": str(self.model.timeout_s),
        }
        self.dead = ""
        if fifo:
            attributes["FifoQueue"] = "true"
        if limit:
            self.dead = self.call("CreateQueue", QueueName="dead")["QueueUrl"]
            arn = self.attributes(self.dead)["QueueArn"]
            attributes["RedrivePolicy"] = f'{{"deadLetterTargetArn":"{arn}","maxReceiveCount":{limit}}}'
        name = "jobs.fifo" if fifo else "jobs"
        self.url = self.call("CreateQueue", QueueName=name, Attributes=attributes)["QueueUrl"]

    def call(self, operation: str, **params: Any) -> Any:
        return self.cloud.call("sqs", operation, params)

    def attributes(self, url: str) -> dict[str, str]:
        known: dict[str, str] = self.call("GetQueueAttributes", QueueUrl=url, AttributeNames=["All"])["Attributes"]
        return known

    def code_of(self, operation: str, **params: Any) -> str:
        """The code of the call's error, or nothing."""
        try:
            self.call(operation, QueueUrl=self.url, **params)
        except ServiceError as error:
            return error.code
        return ""

    def step(self) -> None:
        """Something happens."""
        kinds = (self.send, self.send, self.send, self.receive, self.receive, self.delete, self.delete, self.change)
        kind = self.choice.choices((*kinds, self.poll, self.turn, self.purge), (8,) * 8 + (6, 14, 0.5))[0]
        kind()
        self.settle()

    def send(self) -> None:
        self.sent += 1
        params: dict[str, Any] = {"MessageBody": f"m{self.sent}" + "x" * self.choice.choice((0, 0, 5000))}
        if self.model.fifo:
            params["MessageGroupId"] = self.choice.choice(GROUPS)
            params["MessageDeduplicationId"] = str(self.choice.randrange(200))
        elif self.choice.random() < 0.3:
            params["DelaySeconds"] = self.choice.randrange(20)
        answer = self.call("SendMessage", QueueUrl=self.url, **params)
        self.model.sent(
            answer["MessageId"],
            params["MessageBody"],
            params.get("DelaySeconds", 0),
            params.get("MessageGroupId", ""),
            params.get("MessageDeduplicationId", ""),
        )

    def receive(self) -> None:
        count, timeout_s = self.choice.randint(1, 10), self.choice.choice((0, 1, 7, 40))
        answer = self.call("ReceiveMessage", **self._asked(count, timeout_s))
        self._take(answer, count, timeout_s)
        if self.dead and len(answer.get("Messages", [])) < count:
            self._bury()

    def _asked(self, count: int, timeout_s: int) -> dict[str, Any]:
        return {
            "QueueUrl": self.url,
            "MaxNumberOfMessages": count,
            "VisibilityTimeout": timeout_s,
            "AttributeNames": ["ApproximateReceiveCount"],
        }

    def _take(self, answer: dict[str, Any], count: int, timeout_s: int) -> None:
        given = []
        for message in answer.get("Messages", []):
            receives = int(message["Attributes"]["ApproximateReceiveCount"])
            given.append((message["MessageId"], message["Body"], receives))
            self.handles.append((message["ReceiptHandle"], (message["MessageId"], receives)))
        self.model.received(given, count, timeout_s)

    def poll(self) -> None:
        if len(self.polls) >= POLLS_MAX:
            return
        count, timeout_s, wait_s = self.choice.randint(1, 3), self.choice.choice((3, 40)), self.choice.randint(1, 20)
        pending = self.cloud.start(
            "sqs", "ReceiveMessage", {**self._asked(count, timeout_s), "WaitTimeSeconds": wait_s}
        )
        self.polls.append(Poll(pending, count, timeout_s, self.cloud.now() + wait_s))

    def delete(self) -> None:
        if self.handles:
            text, handle = self.choice.choice(self.handles[-20:])
            assert self.code_of("DeleteMessage", ReceiptHandle=text) == self.model.delete(handle)

    def change(self) -> None:
        if self.handles:
            text, handle = self.choice.choice(self.handles[-20:])
            timeout_s = self.choice.choice((0, 1, 10, 43_200))
            code = self.code_of("ChangeMessageVisibility", ReceiptHandle=text, VisibilityTimeout=timeout_s)
            assert code == self.model.change(handle, timeout_s)

    def purge(self) -> None:
        now = self.cloud.now()
        allowed = now >= self.purged_at + 60
        assert self.code_of("PurgeQueue") == ("" if allowed else "PurgeQueueInProgress")
        if allowed:
            self.purged_at = now
            self.model.purge()

    def turn(self) -> None:
        """The clock goes on: second by second while a poll waits, else in one jump."""
        jump = self.choice.choice((1, 2, 5, 10, 31, 100, 301))
        while jump:
            tick = 1 if self.polls else jump
            self.cloud.advance(tick)
            self.model.pass_to(self.cloud.now())
            self.settle()
            jump -= tick

    def settle(self) -> None:
        """Look at what has been answered, and at what must have been."""
        self.cloud.turn()
        for poll in [poll for poll in self.polls if poll.pending.done]:
            self.polls.remove(poll)
            answer = poll.pending.result()
            if not answer:
                assert self.cloud.now() >= poll.deadline, "a poll without messages waits for its whole time"
            self._take(answer, poll.count, poll.timeout_s)
        if self.dead:
            self._bury()
        for poll in self.polls:
            assert self.cloud.now() < poll.deadline, "a poll ends with its time"
            assert not self.model.available(), "no poll waits while there is something for it"
        self.check_counts()

    def _bury(self) -> None:
        """See which doomed messages have become dead letters."""
        while messages := self.call("ReceiveMessage", QueueUrl=self.dead, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                self.model.buried(message["MessageId"])
                self.call("DeleteMessage", QueueUrl=self.dead, ReceiptHandle=message["ReceiptHandle"])

    def check_counts(self) -> None:
        known = self.attributes(self.url)
        counts = (
            int(known["ApproximateNumberOfMessages"]),
            int(known["ApproximateNumberOfMessagesNotVisible"]),
            int(known["ApproximateNumberOfMessagesDelayed"]),
        )
        assert counts == self.model.counts()

    def end(self) -> None:
        """Let everything come back, take it all, and find nothing lost and nothing twice."""
        for _ in range(20):
            self.cloud.advance(1)
            self.model.pass_to(self.cloud.now())
            self.settle()
        assert not self.polls
        while self.model.messages:
            self.cloud.advance(45)
            self.model.pass_to(self.cloud.now())
            answer = self.call("ReceiveMessage", **self._asked(10, 40))
            self._take(answer, 10, 40)
            if self.dead:
                self._bury()
            for message in answer.get("Messages", []):
                self.model.delete((message["MessageId"], int(message["Attributes"]["ApproximateReceiveCount"])))
                self.call("DeleteMessage", QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
            self.check_counts()


@pytest.mark.parametrize("run", range(4))
@pytest.mark.parametrize(("fifo", "limit"), [(False, 0), (False, 3), (True, 0)])
def test_histories(simulation_seed: int, run: int, fifo: bool, limit: int) -> None:
    """SQS-001, SQS-005, SQS-007, SQS-012, SQS-015, SQS-017, SQS-021, SQS-022."""
    seed = simulation_seed * 100 + run * 10 + fifo * 5 + limit
    with running(seed=seed) as cloud:
        history = History(cloud, random.Random(seed), fifo=fifo, limit=limit)
        for number in range(STEPS):
            try:
                history.step()
            except AssertionError as error:
                raise AssertionError(
                    f"--simulation-seed {simulation_seed}, run {run}, step {number}: {error}"
                ) from error
        history.end()
