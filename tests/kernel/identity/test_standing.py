"""What principals hold is asked for once, and again exactly when it has changed."""

from pathlib import Path
from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied, InternalFailure, UnknownAccessKey
from fogbank.kernel.identity.principal import Principal, Session, root_of
from fogbank.kernel.store import Tx
from tests.kernel.identity.conftest import PeopleBench
from tests.kernel.identity.deciding import HOME, ROLE_ARN, USER_ARN, allow, deny, document, role_session, user

THING = f"arn:aws:staff:eu-west-3:{HOME}:thing/1"
ROOT = root_of(HOME)
OPEN = document(allow())
POLICY = {"Name": "p", "Holder": USER_ARN, "Document": OPEN}
GREET = ("Greet", user(), {"Arn": THING})


def may(people: PeopleBench, who: Principal | None = None) -> bool:
    try:
        people.call("Greet", who or user(), Arn=THING)
    except AccessDenied:
        return False
    return True


def asked(people: PeopleBench, question: str = "held") -> list[Any]:
    """Of whom the service is asked from now on."""
    service = people.kernel.registry.service("people")
    assert service is not None
    answer, seen = service.sources[question], []

    def ask(tx: Tx, about: Any) -> Any:
        seen.append(about)
        return answer(tx, about)

    service.sources[question] = ask
    return seen


def put(people: PeopleBench, document: str = OPEN, name: str = "p", holder: str = USER_ARN) -> None:
    people.call("PutPolicy", ROOT, Name=name, Holder=holder, Document=document)


class TestWhatIsHeld:
    def test_counts(self, people: PeopleBench) -> None:
        assert not may(people)
        put(people)
        assert may(people)
        people.call("PutPerson", ROOT, Arn=USER_ARN, Boundary=document(allow(Action="s3:*")))
        with pytest.raises(AccessDenied, match="because no permissions boundary allows the staff:Greet action"):
            people.call("Greet", user(), Arn=THING)

    def test_a_session_has_what_its_role_has(self, people: PeopleBench) -> None:
        put(people, holder=ROLE_ARN)
        assert may(people, role_session())
        assert not may(people, role_session(document(allow(Action="s3:*"))))

    def test_managed_session_policies_limit_as_well(self, people: PeopleBench) -> None:
        put(people, holder=ROLE_ARN)
        limited = role_session()._replace(session=Session(ROLE_ARN, policy_arns=("arn:aws:iam::aws:policy/None",)))
        with pytest.raises(AccessDenied, match="because no session policy allows the staff:Greet action"):
            people.call("Greet", limited, Arn=THING)

    def test_a_session_of_nobody_is_no_session(self, people: PeopleBench) -> None:
        people.call("PutPerson", ROOT, Arn=ROLE_ARN, Gone=True)
        with pytest.raises(UnknownAccessKey):
            people.call("Greet", role_session(), Arn=THING)

    def test_ceilings_bind_a_root_as_well(self, people: PeopleBench) -> None:
        assert may(people, ROOT)
        people.call("PutControl", ROOT, Account=HOME, Document=document(allow(), deny(Action="staff:Greet")))
        with pytest.raises(AccessDenied, match="with an explicit deny in a service control policy"):
            people.call("Greet", ROOT, Arn=THING)
        assert people.call("Count", ROOT) == {"Count": 0}


class TestChanges:
    def test_nothing_is_asked_twice(self, people: PeopleBench) -> None:
        put(people)
        seen = asked(people)
        for _ in range(3):
            assert may(people)
        assert len(seen) == 1

    def test_other_peoples_changes_make_no_difference(self, people: PeopleBench) -> None:
        put(people)
        seen = asked(people)
        assert may(people)
        put(people, name="q", holder=ROLE_ARN)
        people.call("PutPerson", ROOT, Arn=ROLE_ARN)
        assert may(people)
        assert len(seen) == 1

    def test_a_new_policy(self, people: PeopleBench) -> None:
        put(people, name="p")
        assert may(people)
        put(people, document(deny()), name="q")
        assert not may(people)

    def test_another_document_under_the_same_name(self, people: PeopleBench) -> None:
        """The index row is the same: only the record that it leads to has changed."""
        put(people)
        assert may(people)
        put(people, document(deny()))
        assert not may(people)
        put(people)
        assert may(people)

    def test_a_policy_that_goes(self, people: PeopleBench) -> None:
        put(people)
        assert may(people)
        people.call("DeletePolicy", ROOT, Name="p")
        assert not may(people)

    def test_a_row_that_was_not_there(self, people: PeopleBench) -> None:
        put(people)
        assert may(people)
        people.call("PutPerson", ROOT, Arn=USER_ARN, Boundary=document(deny()))
        assert not may(people)

    def test_ceilings(self, people: PeopleBench) -> None:
        put(people)
        seen = asked(people, "ceilings")
        assert may(people)
        assert may(people)
        people.call("PutControl", ROOT, Account=HOME, Document=document(deny()))
        assert not may(people)
        people.call("PutControl", ROOT, Account=HOME, Document=OPEN)
        assert may(people)
        assert seen == [HOME] * 2  # and once before, for the root that put the policy

    def test_a_change_that_failed_changes_nothing(self, people: PeopleBench) -> None:
        with pytest.raises(InternalFailure):
            people.call("PutPolicy", ROOT, Name="p", Holder=USER_ARN, Document=OPEN, Fail=True)
        assert not may(people)

    def test_two_sessions_of_one_name(self, people: PeopleBench) -> None:
        put(people, holder=ROLE_ARN)
        seen = asked(people)
        one = role_session()
        later = one._replace(session=Session(ROLE_ARN, facts={"aws:tokenissuetime": "2027-01-01T00:00:00Z"}))
        assert may(people, one)
        assert may(people, later)
        assert len(seen) == 1
        assert not may(people, role_session(document(deny())))
        assert may(people, one)

    def test_a_loaded_snapshot(self, people: PeopleBench, tmp_path: Path) -> None:
        people.kernel.store.save(tmp_path / "before")
        put(people)
        assert may(people)
        people.kernel.store.load(tmp_path / "before")
        assert not may(people)

    def test_a_cleared_store(self, people: PeopleBench) -> None:
        put(people)
        assert may(people)
        people.kernel.store.clear()
        assert not may(people)


class TestWhoSeesWhat:
    def test_a_transaction_sees_what_it_wrote(self, people: PeopleBench) -> None:
        assert not may(people)
        greet = {"Params": {"Arn": THING}, "As": user(), "Holder": USER_ARN}
        assert people.call("GreetFor", ROOT, Policies={"p": OPEN}, **greet) == {"Hello": THING}
        assert may(people)
        with pytest.raises(AccessDenied):
            people.call("GreetFor", ROOT, Policies={"q": document(deny())}, **greet)
        assert may(people)

    def test_a_call_sees_what_was_written_before_the_commit(self, people: PeopleBench) -> None:
        assert not may(people)
        assert self.in_one_turn(people, ("PutPolicy", ROOT, POLICY), GREET) == [{}, {"Hello": THING}]

    def test_what_could_not_be_committed_was_never_held(self, people: PeopleBench) -> None:
        """Whoever was let in by it hears of the failure; the next one is refused."""
        assert not may(people)
        unwritable = ("PutPolicy", ROOT, {**POLICY, "Name": "q", "Document": object()})
        answers = self.in_one_turn(people, ("PutPolicy", ROOT, POLICY), GREET, unwritable)
        assert [type(answer) for answer in answers] == [InternalFailure] * 3
        assert not may(people)

    def in_one_turn(self, people: PeopleBench, *calls: tuple[str, Principal, dict[str, Any]]) -> list[Any]:
        """The answers of calls that come in the same turn of the loop."""
        answers: list[Any] = []

        async def perform() -> None:
            for operation, who, params in calls:
                people.kernel.pipeline.perform(who, "people", operation, params, "eu-west-3", answers.append)

        people.run(perform())
        people.turn()
        return answers


class TestWithoutAnybodyToAsk:
    def test_a_user_holds_nothing(self, people: PeopleBench) -> None:
        people.kernel.sources = {"held": "nobody", "ceilings": "nobody"}
        assert not may(people)
        assert may(people, ROOT)

    def test_a_service_without_rows_is_not_loaded(self, people: PeopleBench) -> None:
        people.kernel.sources = {"held": "notes", "ceilings": "notes"}
        assert not may(people)
        assert not people.kernel.registry.loaded("notes")

    def test_it_is_asked_once_it_is_loaded(self, people: PeopleBench) -> None:
        people.service = "notes"
        people.call("WriteNote", ROOT, Name="a", Text="hello")
        with pytest.raises(AccessDenied):
            people.call("ReadNote", user(), Name="a")
        assert not people.kernel.registry.loaded("people")
        people.service = "people"
        put(people)
        people.service = "notes"
        assert people.call("ReadNote", user(), Name="a") == {"Text": "hello"}
