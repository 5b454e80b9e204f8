"""Access keys: which ids are ours, and how large a session's token is."""

import pytest

from fogbank.kernel.errors import UnknownAccessKey
from fogbank.kernel.identity import keys
from fogbank.kernel.identity.principal import Principal, Session, root_of
from tests.cloud import Driver

SOMEBODY = Principal("user", "arn:aws:iam::111122223333:user/Alice", "111122223333", "AIDAEXAMPLE")


def issued(cloud: Driver, token_bytes_min: int = 0) -> keys.AccessKey:
    kernel = cloud.cloud.kernel
    begun = SOMEBODY._replace(session=Session(SOMEBODY.arn))
    tx = kernel.store.begin(kernel.clock.now())
    return keys.issue_session(tx, kernel.ids, begun, kernel.clock.now() + 900, token_bytes_min=token_bytes_min)


class TestStrangers:
    @pytest.mark.parametrize(
        ("access_key", "account"),
        [
            ("test", "000000000000"),
            ("111122223333", "111122223333"),
            ("AKIAIOSFODNN7EXAMPLE", "000000000000"),
            ("ASIAIOSFODNN7EXAMPLE", "000000000000"),
        ],
    )
    def test_in_lenient_mode_they_stand_for_an_account(self, access_key: str, account: str) -> None:
        assert keys.stranger(access_key, strict=False) == root_of(account, access_key)
        with pytest.raises(UnknownAccessKey):
            keys.stranger(access_key, strict=True)

    def test_but_not_one_that_was_issued_and_is_gone(self, cloud: Driver) -> None:
        kernel = cloud.cloud.kernel
        lasting = keys.issue(kernel.store.begin(0.0), kernel.ids, SOMEBODY)
        for key in (lasting, issued(cloud)):
            with pytest.raises(UnknownAccessKey):
                keys.stranger(key.id, strict=False)


class TestTokens:
    @pytest.mark.parametrize("size_bytes", [*range(270, 290), 4095, 4096])
    def test_a_token_is_as_large_as_asked_for(self, cloud: Driver, size_bytes: int) -> None:
        assert len(issued(cloud, size_bytes).token) == max(size_bytes, keys.token_bytes(0))
