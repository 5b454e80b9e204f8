"""What an access decision costs, measured in this process: no server, no peer.

The caller is warm, as after its first call: a user with ten policies of three statements each, of which some are about
the action, and two have conditions; with a policy of the queue on top; and below an organization of three levels.
"""

import json
import time
from typing import Any, NamedTuple

from fogbank.kernel.identity.evaluate import Ceiling, Question, Standing, ceiling, judge, standing
from fogbank.kernel.identity.held import Attached, Ceilings, Held
from fogbank.kernel.identity.patterns import Value
from fogbank.kernel.identity.principal import Principal

_ACCOUNT = "111122223333"
_QUEUE = f"arn:aws:sqs:eu-west-3:{_ACCOUNT}:jobs"
_POLICIES = 10
_ROUNDS = 5
_TIMES = 20_000


class Cost(NamedTuple):
    """Microseconds of a decision, the best of some rounds."""

    user_us: float
    resource_us: float
    organization_us: float


def measure(times: int = _TIMES) -> Cost:
    """Decide the same again and again."""
    user = Principal("user", f"arn:aws:iam::{_ACCOUNT}:user/worker", _ACCOUNT, "AIDAEXAMPLE")
    stands = standing(user, Held(tuple(_policy(number) for number in range(_POLICIES))))
    open_, bound = ceiling(Ceilings()), ceiling(Ceilings(((_full(),),) * 3, ((_full(),),) * 3))
    queue = _document({"Effect": "Allow", "Principal": {"AWS": _ACCOUNT}, "Action": "sqs:*", "Resource": _QUEUE})
    return Cost(
        _best(times, user, stands, None, open_),
        _best(times, user, stands, queue, open_),
        _best(times, user, stands, queue, bound),
    )


def _best(times: int, user: Principal, stands: Standing, policy: str | None, over: Ceiling) -> float:
    keys: dict[str, Value] = {"aws:sourceip": "203.0.113.7", "aws:requestedregion": "eu-west-3"}
    question = Question(user, "sqs:SendMessage", _QUEUE, _ACCOUNT, keys)
    assert judge(question, stands, policy, over, over).allowed
    best = float("inf")
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        for _ in range(times):
            judge(question, stands, policy, over, over)
        best = min(best, time.perf_counter() - began)
    return best / times * 1e6


def _policy(number: int) -> Attached:
    about = "sqs:*" if number % 3 == 0 else f"ec2:Describe{number}*"
    statements: list[dict[str, Any]] = [
        {"Effect": "Allow", "Action": [about, "s3:Get*"], "Resource": f"arn:aws:sqs:*:{_ACCOUNT}:jobs*"},
        {"Effect": "Allow", "Action": ["iam:List*", "kms:Decrypt"], "Resource": "*"},
        {"Effect": "Deny", "NotAction": ["sqs:*", "s3:*", "ec2:*"], "Resource": "*"},
    ]
    if number == 0:
        statements[2]["NotAction"] = "iam:*"
        statements[2]["Condition"] = {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-3", "us-east-1"]}}
    if number == 3:
        statements[0]["Condition"] = {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24"]}}
    return Attached(f"policy-{number}", _document(*statements), "worker")


def _full() -> Attached:
    return Attached("FullAWSAccess", _document({"Effect": "Allow", "Action": "*", "Resource": "*"}))


def _document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})
