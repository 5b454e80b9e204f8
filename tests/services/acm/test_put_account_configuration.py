"""PutAccountConfiguration. Source: ACM API Reference, PutAccountConfiguration."""

from typing import Any

from tests.services.acm.conftest import Acm


def put(acm: Acm, days: int, token: str, **params: Any) -> Any:
    events = {"DaysBeforeExpiry": days}
    return acm.call("PutAccountConfiguration", ExpiryEvents=events, IdempotencyToken=token, **params)


def days(acm: Acm, **params: Any) -> int:
    told: int = acm.call("GetAccountConfiguration", **params)["ExpiryEvents"]["DaysBeforeExpiry"]
    return told


class TestShape:
    def test_it_answers_nothing(self, acm: Acm) -> None:
        assert put(acm, 10, "a") == {}

    def test_days_from_1_and_a_token(self, acm: Acm) -> None:
        """ValidationException. AccessDeniedException: tests/services/authorization. ConflictException and
        ThrottlingException come of nothing that a request can say.
        """
        wrong: tuple[dict[str, Any], ...] = (
            {"ExpiryEvents": {"DaysBeforeExpiry": 0}, "IdempotencyToken": "a"},
            {"ExpiryEvents": {"DaysBeforeExpiry": 1}},
            {"ExpiryEvents": {"DaysBeforeExpiry": 1}, "IdempotencyToken": "a-b"},
        )
        for params in wrong:
            assert acm.error("PutAccountConfiguration", **params).code == "ValidationException"


class TestBehaviour:
    def test_it_is_of_one_account_and_region(self, acm: Acm) -> None:
        put(acm, 10, "a")
        assert (days(acm), days(acm, region="eu-west-1"), days(acm, account="111122223333")) == (10, 45, 45)

    def test_a_token_of_the_last_hour_changes_nothing_more(self, acm: Acm) -> None:
        put(acm, 10, "a")
        put(acm, 20, "a")
        assert days(acm) == 10
        acm.driver.advance(3600)
        put(acm, 20, "a")
        assert days(acm) == 20

    def test_nothing_said_changes_nothing(self, acm: Acm) -> None:
        put(acm, 10, "a")
        acm.call("PutAccountConfiguration", IdempotencyToken="b")
        assert days(acm) == 10
