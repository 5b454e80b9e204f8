"""Principals: who a call acts as."""

from typing import NamedTuple


class Principal(NamedTuple):
    """`kind`: root, user, assumed-role, federated-user, service or anonymous. `id`: what AWS calls the UserId."""

    kind: str
    arn: str
    account: str
    id: str
    access_key: str = ""

    @property
    def is_root(self) -> bool:
        """The account itself, which no identity policy limits."""
        return self.kind == "root"


ANONYMOUS = Principal("anonymous", "*", "", "ANONYMOUS_PRINCIPAL")


def root_of(account: str, access_key: str = "", partition: str = "aws") -> Principal:
    """The root principal of an account."""
    return Principal("root", f"arn:{partition}:iam::{account}:root", account, account, access_key)


def service_of(name: str, account: str) -> Principal:
    """An AWS service acting for an account."""
    return Principal("service", f"{name}.amazonaws.com", account, f"{name}.amazonaws.com")
