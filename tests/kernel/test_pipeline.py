"""The ordered list that every call goes through."""

import asyncio
import logging
from typing import Any

import pytest

from fogbank.kernel.audit import TrailEntry
from fogbank.kernel.errors import (
    AccessDenied,
    InvalidPageToken,
    NotImplementedHere,
    ServiceError,
    Throttled,
    TokenReused,
)
from fogbank.kernel.identity.principal import ANONYMOUS, root_of
from fogbank.kernel.meter import Usage
from fogbank.kernel.quotas import Quota
from tests.kernel.conftest import Bench
from tests.kernel.rooms.notes.records import Note

OTHER = root_of("222222222222")


class Press:
    """A plane that suspends before it answers."""

    def __init__(self) -> None:
        self.stamped: list[str] = []
        self.broken = 0

    async def ink(self, name: str) -> str:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        if name == "dry":
            raise ServiceError("No ink.", code="NoInk", status=400)
        return f"ink of {name}"

    async def stamp(self, name: str) -> None:
        await asyncio.sleep(0)
        if self.broken:
            self.broken -= 1
            raise OSError("the press is stuck")
        self.stamped.append(name)


class TestTransaction:
    def test_what_was_written_is_read(self, bench: Bench) -> None:
        bench.call("WriteNote", Name="a", Text="hello")
        assert bench.call("ReadNote", Name="a") == {"Text": "hello"}

    def test_an_error_leaves_nothing(self, bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.CRITICAL), pytest.raises(ServiceError) as raised:
            bench.call("WriteNote", Name="a", Text="crash")
        assert (raised.value.code, raised.value.status) == ("InternalFailure", 500)
        assert "seed 1" in raised.value.message
        with pytest.raises(ServiceError, match="no such note"):
            bench.call("ReadNote", Name="a")
        assert not list(bench.kernel.store.begin(0.0).scan(Usage))

    def test_an_unknown_operation_names_itself(self, bench: Bench) -> None:
        with pytest.raises(NotImplementedHere, match="notes:BurnNote"):
            bench.call("BurnNote")

    def test_a_plane_bound_handler_suspends_and_answers(self, bench: Bench) -> None:
        bench.kernel.planes["press"] = Press()
        assert bench.call("PrintNote", Name="a") == {"Ink": "ink of a"}
        assert bench.call("ReadNote", Name="a") == {"Text": "ink of a"}
        with pytest.raises(ServiceError, match="No ink"):
            bench.call("PrintNote", Name="dry")

    def test_a_failed_commit_is_not_acknowledged(self, bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
        engine = bench.kernel.store.engine

        class Full:
            def __getattr__(self, name: str) -> Any:
                return getattr(engine, name)

            def commit(self) -> None:
                raise OSError("no space left on device")

        bench.kernel.store.engine = Full()  # type: ignore[assignment]
        with caplog.at_level(logging.CRITICAL), pytest.raises(ServiceError, match="could not be stored"):
            bench.call("WriteNote", Name="a", Text="hello")
        bench.kernel.store.engine = engine
        with pytest.raises(ServiceError, match="no such note"):
            bench.call("ReadNote", Name="a")


class TestInvoke:
    def test_a_call_inside_a_call_is_part_of_it(self, bench: Bench) -> None:
        bench.call("WriteNote", Name="a", Text="hello")
        assert bench.call("CopyNote", From="a", To="b") == {"Copied": True}
        assert bench.call("ReadNote", Name="b") == {"Text": "hello"}

    def test_its_failure_undoes_it_and_nothing_else(self, bench: Bench) -> None:
        bench.call("WriteNote", Name="a", Text="bad")
        assert bench.call("CopyNote", From="a", To="b") == {"Copied": False}
        assert bench.call("ReadNote", Name="before")["Text"] == "written by the caller itself"
        with pytest.raises(ServiceError, match="no such note"):
            bench.call("ReadNote", Name="b")


class TestWaits:
    def test_answers_when_what_it_read_changes(self, bench: Bench) -> None:
        waiting = bench.start("WaitForNote", Name="a", WaitSeconds=20)
        bench.call("WriteNote", Name="b", Text="another one")
        assert not waiting.done()
        bench.call("WriteNote", Name="a", Text="hello")
        bench.turn()
        assert waiting.result() == {"Text": "hello"}

    def test_answers_when_its_time_is_up(self, bench: Bench) -> None:
        waiting = bench.start("WaitForNote", Name="a", WaitSeconds=20)
        bench.advance(19.5)
        assert not waiting.done()
        bench.advance(0.5)
        assert waiting.result() == {}

    def test_a_client_that_goes_away_is_forgotten(self, bench: Bench) -> None:
        waiting = bench.start("WaitForNote", Name="a", WaitSeconds=20)
        assert len(bench.kernel.waits) == 1
        waiting.call.cancel()  # type: ignore[attr-defined]
        assert len(bench.kernel.waits) == 0
        bench.call("WriteNote", Name="a", Text="hello")
        bench.turn()
        assert not waiting.done()


class TestJobs:
    def test_runs_at_its_instant(self, bench: Bench) -> None:
        bench.call("WriteNote", Name="a", Text="hello", EraseAfter=3600)
        bench.advance(3599)
        assert bench.call("ReadNote", Name="a")
        bench.advance(1)
        with pytest.raises(ServiceError, match="no such note"):
            bench.call("ReadNote", Name="a")

    def test_a_job_on_a_plane_is_tried_until_it_works(self, bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
        press = bench.kernel.planes["press"] = Press()
        press.broken = 2
        tx = bench.kernel.store.begin(bench.kernel.clock.now(), "111111111111", "eu-west-3")
        tx.at(bench.kernel.clock.now() + 1, "notes.stamp", "a")
        bench.kernel.store.apply(tx)
        with caplog.at_level(logging.CRITICAL):
            bench.advance(1)
            assert press.stamped == []
            bench.advance(60)
        assert press.stamped == ["a"]
        bench.advance(3600)
        assert press.stamped == ["a"]

    def test_follows_the_wall_clock_at_rest(self, bench: Bench) -> None:
        bench.kernel.clock.freeze(False)
        bench.call("WriteNote", Name="a", Text="hello", EraseAfter=0.05)
        bench.run(asyncio.wait_for(self._gone(bench), 10))

    @staticmethod
    async def _gone(bench: Bench) -> None:
        while bench.kernel.store.begin(0.0).get(Note, "111111111111", "a") is not None:
            await asyncio.sleep(0.01)


class TestPages:
    def test_goes_on_after_the_last_key(self, bench: Bench) -> None:
        for name in "abcde":
            bench.call("WriteNote", Name=name, Text="x")
        first = bench.call("ListNotes")
        assert first["Names"] == ["a", "b"]
        bench.call("WriteNote", Name="aa", Text="x")
        second = bench.call("ListNotes", Token=first["Token"])
        assert second["Names"] == ["c", "d"]
        assert bench.call("ListNotes", Token=second["Token"]) == {"Names": ["e"]}

    def test_a_token_is_good_for_its_own_account_only(self, bench: Bench) -> None:
        for name in "abc":
            bench.call("WriteNote", Name=name, Text="x")
        token = bench.call("ListNotes")["Token"]
        for wrong in (token[:-2] + "AA", "x", "é", token + "A" * 40):
            with pytest.raises(InvalidPageToken):
                bench.call("ListNotes", Token=wrong)
        with pytest.raises(InvalidPageToken):
            bench.call("ListNotes", OTHER, Token=token)


class TestIdempotency:
    def test_the_same_token_gives_the_first_answer_for_a_day(self, bench: Bench) -> None:
        first = bench.call("WriteNote", Name="a", Text="hello", ClientToken="t")
        bench.call("WriteNote", Name="a", Text="changed")
        assert bench.call("WriteNote", Name="a", Text="hello", ClientToken="t") == first
        assert bench.call("ReadNote", Name="a") == {"Text": "changed"}
        with pytest.raises(TokenReused):
            bench.call("WriteNote", Name="a", Text="other", ClientToken="t")
        bench.advance(86400)
        assert bench.call("WriteNote", Name="a", Text="hello", ClientToken="t") != first


class TestAccess:
    def test_another_account_needs_the_policy(self, bench: Bench) -> None:
        bench.call("WriteNote", Name="a", Text="hello")
        with pytest.raises(AccessDenied, match="no resource-based policy allows the notes:ReadNote action"):
            bench.call("ReadNote", OTHER, Name="a", Owner="111111111111")
        policy = (
            '{"Statement": {"Effect": "Allow", "Principal": {"AWS": "222222222222"}, "Action": "notes:Read*",'
            ' "Resource": "arn:aws:notes::111111111111:*"}}'
        )
        bench.call("WriteNote", Name="a", Text="hello", Policy=policy)
        assert bench.call("ReadNote", OTHER, Name="a", Owner="111111111111") == {"Text": "hello"}
        with pytest.raises(AccessDenied, match="User: anonymous is not"):
            bench.call("ReadNote", ANONYMOUS, Name="a", Owner="111111111111")


class TestThrottle:
    def test_a_rate_refuses_and_refills(self, bench: Bench) -> None:
        bench.call("CountNotes")
        bench.call("CountNotes")
        with pytest.raises(Throttled):
            bench.call("CountNotes")
        assert bench.call("CountNotes", OTHER) == {"Count": 0}
        bench.advance(0.5)
        assert bench.call("CountNotes") == {"Count": 0}


class TestGlobalServices:
    """Calls of a client in eu-west-3 to a service that is in one region of each partition."""

    @pytest.fixture(autouse=True)
    def _global(self, bench: Bench) -> None:
        service = bench.kernel.registry.service("notes")
        assert service is not None
        service.is_global = True

    def test_the_trail_names_the_global_region(self, bench: Bench) -> None:
        bench.call("WriteNote", Name="a", Text="hello")
        assert [row.region for row in bench.kernel.store.begin(0.0).scan(TrailEntry)] == ["us-east-1"]

    def test_its_quotas_are_those_of_the_global_region(self, bench: Bench) -> None:
        tx = bench.kernel.store.begin(0.0)
        tx.put(Quota("111111111111", "us-east-1", "notes", "L-COUNT", 3))
        tx.put(Quota("111111111111", "eu-west-3", "notes", "L-COUNT", 1))
        bench.kernel.store.apply(tx)
        for _ in range(3):
            bench.call("CountNotes")
        with pytest.raises(Throttled):
            bench.call("CountNotes")

    def test_pages_go_on(self, bench: Bench) -> None:
        for name in "abc":
            bench.call("WriteNote", Name=name, Text="x")
        first = bench.call("ListNotes")
        assert bench.call("ListNotes", Token=first["Token"]) == {"Names": ["c"]}


class TestTrailAndUsage:
    def test_management_calls_are_kept_and_data_calls_are_not(self, bench: Bench) -> None:
        bench.call("WriteNote", Name="a", Text="hello")
        bench.call("ReadNote", Name="a")
        rows = list(bench.kernel.store.begin(0.0).scan(TrailEntry))
        assert [(row.operation, row.error_code) for row in rows] == [("WriteNote", "")]
        assert [row["operation"] for row in bench.kernel.audit.last(10)] == ["ReadNote", "WriteNote"]
        bench.advance(91 * 86400)
        assert not list(bench.kernel.store.begin(0.0).scan(TrailEntry))

    def test_usage_adds_up_by_hour(self, bench: Bench) -> None:
        for _ in range(3):
            bench.call("WriteNote", Name="a", Text="hello")
        bench.advance(3600)
        bench.call("WriteNote", Name="a", Text="hello")
        rows = list(bench.kernel.store.begin(0.0).scan(Usage))
        assert [(row.account, row.resource, row.quantity) for row in rows] == [
            ("111111111111", "a", 3.0),
            ("111111111111", "a", 1.0),
        ]
