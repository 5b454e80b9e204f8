"""Who calls."""

import pytest

from fogbank.kernel.errors import MissingAuthentication
from fogbank.kernel.identity.principal import ANONYMOUS, Principal
from tests.cloud import Driver


class TestBehaviour:
    def test_an_accounts_root(self, cloud: Driver) -> None:
        # Source: STS API Reference, GetCallerIdentity; IAM User Guide, the UserId of a root is the account.
        assert cloud.call("sts", "GetCallerIdentity", account="111122223333") == {
            "UserId": "111122223333",
            "Account": "111122223333",
            "Arn": "arn:aws:iam::111122223333:root",
        }

    def test_authorization_is_not_needed(self, cloud: Driver) -> None:
        # Source: STS API Reference, GetCallerIdentity: no permissions are required.
        user = Principal("user", "arn:aws:iam::111122223333:user/Alice", "111122223333", "AIDACKCEVSQ6C2EXAMPLE")
        found = cloud.call("sts", "GetCallerIdentity", principal=user)
        assert found == {"UserId": user.id, "Account": user.account, "Arn": user.arn}

    def test_nobody_is_refused(self, cloud: Driver) -> None:
        with pytest.raises(MissingAuthentication, match="missing Authentication Token"):
            cloud.call("sts", "GetCallerIdentity", principal=ANONYMOUS)
