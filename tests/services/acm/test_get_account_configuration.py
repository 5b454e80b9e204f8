"""GetAccountConfiguration. Source: ACM API Reference, GetAccountConfiguration."""

from tests.services.acm.conftest import Acm


def test_forty_five_days_before_the_end_by_default(acm: Acm) -> None:
    """AccessDeniedException: tests/services/authorization. ThrottlingException: ACM has no rates here."""
    assert acm.call("GetAccountConfiguration") == {"ExpiryEvents": {"DaysBeforeExpiry": 45}}
