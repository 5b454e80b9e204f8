"""Every operation of every service asks for exactly the permission that IAM has for it.

An IAM user is let in by a policy of exactly the actions and resources that the refusals name, each of which the Service
Authorization Reference has to know; it is refused without it, with an explicit deny, and with another resource.
Source: Service Authorization Reference; IAM User Guide, Policy evaluation logic, Troubleshoot access denied messages.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity import facts
from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.operation import unasked
from fogbank.kernel.registry import Registry
from tests.cloud import ACCOUNT, Driver
from tests.services.authorization.asking import request
from tests.services.authorization.worlds import WITHOUT, world

_REFUSED = re.compile(
    r"User: (?P<who>\S+) is not authorized to perform: (?P<action>\S+)(?: on resource: .+?)? "
    r"(?P<why>because no .+? allows|with an explicit deny)"
)
_TARGETS_MAX = 8
_OTHERWISE = {
    # AWS's own refusals name the folder that is listed, which the reference does not have: "User: … is not authorized
    # to perform: iam:ListRoles on resource: arn:aws:iam::123456789012:role/".
    *(
        (f"iam:List{what}", f"arn:aws:iam::{ACCOUNT}:{folder}/")
        for what, folder in (
            ("Groups", "group"),
            ("InstanceProfiles", "instance-profile"),
            ("Policies", "policy"),
            ("Roles", "role"),
            ("ServerCertificates", "server-certificate"),
            ("Users", "user"),
        )
    ),
    # Observed: "… to perform: acm:RequestCertificate on resource: arn:aws:acm:us-east-1:123456789012:certificate/*".
    ("acm:RequestCertificate", f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/*"),
    # A standalone account asks about itself; the reference has only the form of an organization's member.
    ("account:GetPrimaryEmailUpdateStatus", f"arn:aws:account::{ACCOUNT}:account"),
    # What is about to be made has no id, and so no ARN yet.
    ("organizations:CreatePolicy", "*"),
    ("organizations:PutResourcePolicy", "*"),
}
_REGISTRY = Registry("fogbank.services")
Pair = tuple[str, str]


class Refusal(NamedTuple):
    """What a refusal says, and the ARN that the decision was about: IAM calls its users, roles, … by their names."""

    who: str
    action: str
    why: str
    resource: str


def _operations(*, asked: bool) -> Iterator[tuple[str, str]]:
    for name in _REGISTRY.names():
        service = _REGISTRY.service(name)
        assert service is not None
        for handler in service.handlers.values():
            if (handler.on is not unasked) == asked and handler.name not in WITHOUT.get(name, ()):
                yield name, handler.name


class Asker:
    """An IAM user with one policy, who asks for one operation."""

    def __init__(self, cloud: Driver, service: str, operation: str) -> None:
        self._cloud = cloud
        self._service, self._operation = service, operation
        user = cloud.call("iam", "CreateUser", {"UserName": "asker"})["User"]
        self._who = Principal("user", user["Arn"], ACCOUNT, user["UserId"])
        found, given = world(cloud, service, operation)
        self._params = request(service, operation, found, given)

    def holds(self, *statements: dict[str, Any]) -> None:
        """Give the user these statements and no other."""
        if not statements:
            self._cloud.call("iam", "DeleteUserPolicy", {"UserName": "asker", "PolicyName": "only"})
            return
        document = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
        params = {"UserName": "asker", "PolicyName": "only", "PolicyDocument": document}
        self._cloud.call("iam", "PutUserPolicy", params)

    def ask(self) -> Refusal | None:
        """Make the call: how it was refused, or None where it was not, whatever else it answered."""
        try:
            self._cloud.call(self._service, self._operation, self._params, principal=self._who)
        except ServiceError as refused:
            error = refused
        else:
            return None
        assert error.status < 500 or error.status == 501, error
        said = _REFUSED.search(error.message) if error.status == 403 else None
        if said is None:
            return None
        [last] = self._cloud.cloud.kernel.audit.last(1)
        told = self._cloud.cloud.kernel.audit.find(last["id"])
        assert told is not None
        return Refusal(said["who"], said["action"], said["why"], told["decisions"][-1]["resource"])

    def needs(self) -> list[Pair]:
        """Ask, and grant what was missing, until there is nothing more: every action with its resource."""
        pairs: list[Pair] = []
        while refusal := self.ask():
            pair = (refusal.action, refusal.resource)
            assert pair not in pairs, f"{pair} was granted: {refusal}"
            assert refusal.who == self._who.arn
            pairs.append(pair)
            assert len(pairs) < _TARGETS_MAX, pairs
            self.holds(*(allow([action], resource) for action, resource in pairs))
        return pairs


def allow(actions: list[str], resource: str, effect: str = "Allow") -> dict[str, Any]:
    """A statement."""
    return {"Effect": effect, "Action": actions, "Resource": resource}


def wrong(pair: Pair) -> str:
    """What the Service Authorization Reference says against an action on a resource."""
    action = facts.action(pair[0])
    if action is None:
        return f"there is no action {pair[0]}"
    if pair in _OTHERWISE:
        return ""
    forms = facts.arns(action)
    if pair[1] == "*":
        return f"{pair[0]} is about {forms}" if any(use.required for use in action.uses) else ""
    return "" if any(facts.fits(form, pair[1]) for form in forms) else f"{pair[1]} is none of {forms} of {pair[0]}"


@pytest.mark.parametrize(("service", "operation"), list(_operations(asked=True)))
def test_exactly_its_permission_lets_a_user_in(cloud: Driver, service: str, operation: str) -> None:
    found = _REGISTRY.service(service)
    assert found is not None
    action = found.handlers[operation].action
    asker = Asker(cloud, service, operation)

    asker.holds(allow([action], "arn:aws:events:eu-north-1:999999999999:rule/other"))
    other = asker.ask()
    assert other, "a policy about another resource let it in"
    assert other.why.startswith("because no")
    asker.holds(allow(["*"], "*"), allow([other.action], "*", "Deny"))
    denied = asker.ask()
    assert denied, "an explicit deny let it in"
    assert denied.why == "with an explicit deny"

    asker.holds()
    pairs = asker.needs()
    assert pairs, "it asks for no permission"
    assert pairs[0][0] == action or facts.action(action) is None  # kms:ReEncrypt is two actions
    assert [problem for pair in pairs if (problem := wrong(pair))] == []


@pytest.mark.parametrize(("service", "operation"), list(_operations(asked=False)))
def test_what_needs_no_permission_lets_everybody_in(cloud: Driver, service: str, operation: str) -> None:
    assert Asker(cloud, service, operation).ask() is None
