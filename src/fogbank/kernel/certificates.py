"""Certificates that TLS endpoints of the cloud serve, and which resources use which.

Whoever has certificates (ACM, IAM's server certificates) puts a row here for each that may be served; whoever ends TLS
(load balancers, CDNs, gateways) reads it by ARN, opens the key with `call.plane("vault").unwrap(row.wrapped_key)`, and
says so with `use` and `release`. A renewal replaces the row under the same ARN: who serves it reads it again.
"""

from fogbank.kernel.store.records import Record, table
from fogbank.kernel.store.tx import Tx


class Servable(Record, frozen=True, array_like=True):
    """A certificate with its key. `certificate` and `chain` are PEM; `wrapped_key` is a PEM (PKCS #8) in the vault.

    `valid` is False once it has expired or was revoked: no endpoint may begin to use it, and one that uses it goes on.
    `algorithm`: "RSA_2048", "EC_prime256v1", ...; `not_after` in epoch seconds.
    """

    __table__ = table("kernel.certificate", key=("arn",), cached=True)
    arn: str
    certificate: str
    chain: str
    wrapped_key: bytes
    names: tuple[str, ...]
    algorithm: str
    not_after: float
    valid: bool = True


class Use(Record, frozen=True, array_like=True):
    """A resource that serves a certificate. Both are ARNs."""

    __table__ = table("kernel.certificate_use", key=("certificate", "resource"))
    certificate: str
    resource: str


def servable(tx: Tx, arn: str) -> Servable | None:
    """The certificate with this ARN, if there is one to serve."""
    return tx.get(Servable, arn)


def withdraw(tx: Tx, arn: str) -> None:
    """The certificate is gone."""
    known = tx.get(Servable, arn)
    if known is not None:
        tx.delete(known)


def use(tx: Tx, certificate: str, resource: str) -> None:
    """A resource serves a certificate from now on."""
    tx.put(Use(certificate, resource))


def release(tx: Tx, certificate: str, resource: str) -> None:
    """A resource serves a certificate no more."""
    known = tx.get(Use, certificate, resource)
    if known is not None:
        tx.delete(known)


def users(tx: Tx, certificate: str) -> list[str]:
    """The ARNs of the resources that serve a certificate."""
    return [found.resource for found in tx.scan(Use, certificate)]
