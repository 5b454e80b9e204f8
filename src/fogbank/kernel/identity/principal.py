"""Principals: who a call acts as."""

from typing import NamedTuple

import msgspec


class Session(msgspec.Struct, frozen=True, array_like=True):
    """What temporary credentials carry beside who they are.

    `issuer`: ARN of the role, user or root whose permissions they have. `policies`: session policy documents (JSON) and
    `policy_arns`: managed ones; together they limit what the issuer's policies allow. `tags`: session tags, of which
    `transitive` go on to chained sessions. `facts`: condition keys in lower case that were fixed when the session
    began: aws:tokenissuetime, aws:multifactorauthpresent, aws:sourceidentity, aws:federatedprovider, saml:aud, …
    Source: IAM User Guide, Policies and permissions (session policies); Passing session tags in AWS STS.
    """

    issuer: str
    policies: tuple[str, ...] = ()
    policy_arns: tuple[str, ...] = ()
    tags: dict[str, str] = {}
    transitive: tuple[str, ...] = ()
    facts: dict[str, str] = {}


class Principal(NamedTuple):
    """`kind`: root, user, assumed-role, federated-user, service or anonymous. `id`: what AWS calls the UserId."""

    kind: str
    arn: str
    account: str
    id: str
    access_key: str = ""
    session: Session | None = None

    @property
    def is_root(self) -> bool:
        """The account itself, which no identity policy limits."""
        return self.kind == "root"

    @property
    def issuer(self) -> str:
        """ARN of the identity whose policies count: the role of an assumed-role session, else the principal itself."""
        return self.arn if self.session is None else self.session.issuer


ANONYMOUS = Principal("anonymous", "*", "", "ANONYMOUS_PRINCIPAL")


def root_of(account: str, access_key: str = "", partition: str = "aws") -> Principal:
    """The root principal of an account."""
    return Principal("root", f"arn:{partition}:iam::{account}:root", account, account, access_key)


def service_of(name: str, account: str) -> Principal:
    """An AWS service acting for an account."""
    return Principal("service", f"{name}.amazonaws.com", account, f"{name}.amazonaws.com")
