"""Which certificates may be served, and who serves them."""

from fogbank.kernel import certificates
from fogbank.kernel.certificates import Servable
from tests.cloud import Driver

ARN = "arn:aws:acm:us-east-1:000000000000:certificate/a"


def test_users_are_told_until_they_release(cloud: Driver) -> None:
    tx = cloud.cloud.kernel.store.begin(0.0)
    certificates.use(tx, ARN, "arn:b")
    certificates.use(tx, ARN, "arn:a")
    certificates.use(tx, ARN, "arn:a")
    certificates.use(tx, f"{ARN}bc", "arn:c")
    assert certificates.users(tx, ARN) == ["arn:a", "arn:b"]
    certificates.release(tx, ARN, "arn:a")
    certificates.release(tx, ARN, "arn:never")
    assert certificates.users(tx, ARN) == ["arn:b"]


def test_a_certificate_is_served_until_it_is_withdrawn(cloud: Driver) -> None:
    tx = cloud.cloud.kernel.store.begin(0.0)
    assert certificates.servable(tx, ARN) is None
    row = Servable(ARN, "pem", "chain", b"wrapped", ("a.example",), "RSA_2048", 1.0)
    tx.put(row)
    assert certificates.servable(tx, ARN) == row
    certificates.withdraw(tx, ARN)
    certificates.withdraw(tx, ARN)
    assert certificates.servable(tx, ARN) is None
