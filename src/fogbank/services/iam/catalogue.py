"""Managed policies, whoever's they are: the account's own are rows, AWS's are the same everywhere (managed.py)."""

import re
from functools import lru_cache
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.store import Tx
from fogbank.services.iam import errors, managed, names
from fogbank.services.iam.managed import ManagedPolicy
from fogbank.services.iam.records import Attachment, Policy, PolicyVersion

AWS = "aws"
PERMISSIONS, BOUNDARY = "PermissionsPolicy", "PermissionsBoundary"
_ARN = re.compile(r"arn:[a-z-]+:iam::(?:\d{12}|aws):policy/[\w+=,.@/-]+")


def find(tx: Tx, arn: str) -> Policy | None:
    """The policy with this ARN. One of AWS's has "aws" as its account, and only its default version."""
    policy = managed.find(arn)
    return of_aws(policy) if policy is not None else names.by_arn(tx, Policy, arn)


def check_arn(arn: str) -> None:
    """Raise InvalidInput for what cannot be the ARN of a policy."""
    if _ARN.fullmatch(arn) is None:
        raise errors.bad_arn(arn)


def usable(tx: Tx, account: str, arn: str) -> Policy | None:
    """The policy with this ARN if it may be attached in this account: its own, or one of AWS's. Raises InvalidInput."""
    check_arn(arn)
    policy = find(tx, arn)
    return policy if policy is not None and policy.account in (account, AWS) else None


def boundary(call: Call, req: Any) -> str:
    """The ARN of the policy that the request makes a permissions boundary, or "". Raises InvalidInput, NoSuchEntity."""
    arn: str = req.get("PermissionsBoundary", "")
    if arn and usable(call.tx, call.account, arn) is None:
        raise errors.no_boundary_policy(arn)
    return arn


@lru_cache(maxsize=4096)
def of_aws(policy: ManagedPolicy) -> Policy:
    """A policy of AWS's in the form of the account's own."""
    version = PolicyVersion(policy.default_version, policy.document, policy.updated_at, default=True)
    return Policy(
        AWS,
        policy.name.lower(),
        policy.name,
        policy.path,
        policy.id,
        policy.arn,
        policy.created_at,
        policy.updated_at,
        policy.description,
        (version,),
    )


def default(policy: Policy) -> PolicyVersion:
    """The version that is in force."""
    return next(version for version in policy.versions if version.default)


def uses(tx: Tx, account: str, arn: str, usage: str) -> int:
    """How many holders of the account have it: as a policy, or as a boundary."""
    return tx.count(Attachment, account, arn, usage)
