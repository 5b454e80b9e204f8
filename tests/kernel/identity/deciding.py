"""Questions, policies and principals of the tests of the access decision."""

import json
from typing import Any

from fogbank.kernel.identity.evaluate import Question
from fogbank.kernel.identity.held import Attached, Ceilings, Held
from fogbank.kernel.identity.principal import Principal, Session, root_of

HOME, AWAY = "111122223333", "444455556666"
RESOURCE = f"arn:aws:sqs:eu-west-3:{HOME}:jobs"
ACTION = "sqs:SendMessage"
USER_ARN = f"arn:aws:iam::{HOME}:user/team/exampleuser"
ROLE_ARN = f"arn:aws:iam::{HOME}:role/service/examplerole"
SESSION_ARN = f"arn:aws:sts::{HOME}:assumed-role/examplerole/examplerolesessionname"
FEDERATED_ARN = f"arn:aws:sts::{HOME}:federated-user/exampleuser"


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(**changes: Any) -> dict[str, Any]:
    """A statement that allows everything, but for the changes; None takes an element away."""
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", **changes}
    return {key: value for key, value in statement.items() if value is not None}


def deny(**changes: Any) -> dict[str, Any]:
    return allow(Effect="Deny", **changes)


def attached(*statements: dict[str, Any], name: str = "inline") -> Attached:
    return Attached(name, document(*statements), "holder")


NO_SESSION = Session("")
EVERYTHING, ELSEWHERE = attached(allow()), attached(allow(Action="ec2:*"))


def user(account: str = HOME, session: Session | None = None) -> Principal:
    arn = USER_ARN.replace(HOME, account)
    return Principal("user", arn, account, "AIDAEXAMPLEUSER", session=session)


def role_session(*policies: str, account: str = HOME) -> Principal:
    session = Session(ROLE_ARN.replace(HOME, account), policies)
    return Principal("assumed-role", SESSION_ARN.replace(HOME, account), account, "AROAEXAMPLE:example", "", session)


def federated(*policies: str, by_root: bool = False) -> Principal:
    issuer = root_of(HOME).arn if by_root else USER_ARN
    return Principal("federated-user", FEDERATED_ARN, HOME, f"{HOME}:exampleuser", "", Session(issuer, policies))


def service(name: str = "sns") -> Principal:
    return Principal("service", f"{name}.amazonaws.com", HOME, f"{name}.amazonaws.com")


def ask(who: Principal, action: str = ACTION, resource: str = RESOURCE, owner: str = HOME, **more: Any) -> Question:
    return Question(who, action, resource, owner, more.pop("context", {}), **more)


def holding(*identity: Attached, boundary: Attached | None = None) -> Held:
    return Held(identity, boundary)


def member(*levels: tuple[Attached, ...], resource: tuple[tuple[Attached, ...], ...] | None = None) -> Ceilings:
    """An account of an organization, with these service control policies on its levels."""
    return Ceilings(levels or None, resource, "o-example", AWAY, "o-example/r-1/ou-1/")
