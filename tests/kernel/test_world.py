"""The world outside: names, who waits for them, mail and links."""

import pytest

from fogbank.kernel import world
from fogbank.kernel.call import Call
from fogbank.kernel.store import Tx
from tests.cloud import Driver


class Jobs:
    """A job that writes down its runs: arguments, account and region."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.runs: list[tuple[tuple[str, ...], str, str]] = []
        driver.cloud.registry.add_job("kernel.test_job", self._job)

    def _job(self, call: Call, *args: str) -> None:
        self.runs.append((args, call.account, call.region))

    def begin(self, account: str = "", region: str = "") -> Tx:
        tx = self.driver.cloud.kernel.store.begin(self.driver.now())
        tx.account, tx.region = account, region
        return tx

    def commit(self, tx: Tx) -> None:
        self.driver.cloud.kernel.store.apply(tx)
        self.driver.advance(0)

    def look(self, name: str, kind: str = "CNAME") -> tuple[str, ...]:
        call = self.driver.cloud.kernel.call_for_job("kernel.test_job", "", "")
        return world.lookup(call, name, kind)


@pytest.fixture
def jobs(cloud: Driver) -> Jobs:
    return Jobs(cloud)


def tell(jobs: Jobs, name: str, *values: str) -> None:
    tx = jobs.begin()
    world.tell(tx, name, "CNAME", values)
    jobs.commit(tx)


def test_names_have_no_case_and_no_dot_at_the_end(jobs: Jobs) -> None:
    tell(jobs, "A.Example.com.", "b.")
    assert jobs.look("a.example.COM") == ("b.",)
    assert jobs.look("a.example.com", "A") == ()
    tell(jobs, "a.example.com")
    assert jobs.look("a.example.com") == ()


def test_the_clouds_own_zones_come_first(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zone that has nothing to say of a name is asked no further; None means that no zone has it."""
    tell(jobs, "a.example.com", "told.")
    tell(jobs, "a.example.org", "told.")

    def zones(tx: Tx, name: str, kind: str) -> tuple[str, ...] | None:
        return ("own.",) if (name, kind) == ("a.example.com", "CNAME") else None

    kernel = jobs.driver.cloud.kernel
    service = kernel.registry.service("sqs")
    assert service is not None
    monkeypatch.setitem(kernel.sources, "dns", "sqs")
    monkeypatch.setitem(service.sources, "dns", zones)
    assert (jobs.look("A.example.com."), jobs.look("a.example.org")) == (("own.",), ("told.",))


def test_who_waits_for_a_name_runs_when_it_changes_as_whom_it_belongs_to(jobs: Jobs) -> None:
    tx = jobs.begin("111122223333", "eu-west-1")
    world.watch(tx, "a.example.com.", "kernel.test_job", "x", "y")
    world.watch(tx, "b.example.com", "kernel.test_job", "z")
    jobs.commit(tx)
    assert jobs.runs == []
    tell(jobs, "a.example.com", "c.")
    assert jobs.runs == [(("x", "y"), "111122223333", "eu-west-1")]
    tx = jobs.begin()
    world.unwatch(tx, "a.example.com", "kernel.test_job", "x", "y")
    jobs.commit(tx)
    tell(jobs, "a.example.com", "d.")
    assert len(jobs.runs) == 1


def test_a_link_runs_its_job_until_it_is_taken_away(jobs: Jobs) -> None:
    tx = jobs.begin("111122223333", "eu-west-1")
    world.link(tx, "code", "kernel.test_job", "x")
    jobs.commit(tx)
    tx = jobs.begin()
    assert world.follow(tx, "code")
    assert not world.follow(tx, "other")
    jobs.commit(tx)
    assert jobs.runs == [(("x",), "111122223333", "eu-west-1")]
    tx = jobs.begin()
    world.unlink(tx, "code")
    jobs.commit(tx)
    assert not world.follow(jobs.begin(), "code")


def test_the_last_thousand_mails_are_kept(jobs: Jobs) -> None:
    tx = jobs.begin()
    for number in range(world.MAILS_MAX + 3):
        world.send(tx, "a@example.com", "s", str(number))
    jobs.commit(tx)
    sent = world.sent(jobs.begin())
    assert [sent[0].body, sent[-1].body, len(sent)] == ["3", str(world.MAILS_MAX + 2), world.MAILS_MAX]
