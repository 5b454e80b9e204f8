"""Roots of member accounts, entered from the management account for one task."""

from typing import Any

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.keys import AccessKey
from fogbank.kernel.identity.principal import root_of
from fogbank.kernel.operation import Target, operation
from fogbank.services.sts import errors, sessions
from fogbank.services.sts._shapes import AssumeRootRequest, AssumeRootResponse

_SERVICE = "iam.amazonaws.com"
_CREDENTIALS, _SESSIONS = "RootCredentialsManagement", "RootSessions"
# Task policies, and the feature of centralized root access that each belongs to.
# Source: API Reference, AssumeRoot, TaskPolicyArn; IAM User Guide, Centrally manage root access for member accounts.
_TASKS = {
    "IAMAuditRootUserCredentials": _CREDENTIALS,
    "IAMCreateRootUserPassword": _CREDENTIALS,
    "IAMDeleteRootUserCredentials": _CREDENTIALS,
    "S3UnlockBucketPolicy": _SESSIONS,
    "SQSUnlockQueuePolicy": _SESSIONS,
}
# The task policies only deny: what they leave, a root may.
_WHATEVER_IS_LEFT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
_S = 900


def _member(target: str) -> str:
    """The account that TargetPrincipal means: its number or the ARN of its root. Errors: ValidationError."""
    parts = parse(target)
    if parts is not None and parts.service == "iam" and parts.resource == "root":
        return parts.account
    if len(target) == 12 and target.isdecimal():
        return target
    raise errors.bad_arn()


def _on_root(call: Call, req: dict[str, Any]) -> Target:
    """The root of the member; the caller's own policies decide, since a root has none."""
    if call.principal.is_root and call.tx.get(AccessKey, call.principal.access_key) is not None:
        raise errors.root_not_by_root()
    arn = root_of(_member(req["TargetPrincipal"]), partition=call.partition).arn
    return Target(arn, call.account, keys={"sts:taskpolicyarn": req["TaskPolicyArn"].get("arn", "")})


@operation("AssumeRoot", on=_on_root)
def assume_root(call: Call, req: AssumeRootRequest) -> AssumeRootResponse:
    """Give temporary credentials of a member account's root that are good for one kind of task.

    Errors: AccessDenied, ValidationError.
    Source: API Reference, AssumeRoot; IAM User Guide, Centrally manage root access for member accounts.
    """
    task = req["TaskPolicyArn"].get("arn", "")
    prefix, _, name = task.rpartition("/")
    if name not in _TASKS or prefix != f"arn:{call.partition}:iam::aws:policy/root-task":
        raise errors.no_task(task)
    member = _member(req["TargetPrincipal"])
    root = root_of(member, partition=call.partition)
    if not _may(call, member, _TASKS[name]):
        raise errors.not_allowed(call.principal.arn, "sts:AssumeRoot", root.arn)
    facts = {"aws:assumedroot": "true"}
    caller = call.principal.session
    if caller is not None and "aws:sourceidentity" in caller.facts:
        facts["aws:sourceidentity"] = caller.facts["aws:sourceidentity"]
    carried = {"Policy": _WHATEVER_IS_LEFT, "PolicyArns": [{"arn": task}]}
    session = sessions.session_of(call, root.arn, carried, account=member, facts=facts)
    begun = sessions.begin(call, root._replace(session=session), req.get("DurationSeconds", _S), req)
    answer: AssumeRootResponse = {
        "Credentials": begun["Credentials"],
        "SessionTokenSize": begun["SessionTokenSize"],
        "SessionTokenUtilization": begun["SessionTokenUtilization"],
    }
    if "aws:sourceidentity" in facts:
        answer["SourceIdentity"] = facts["aws:sourceidentity"]
    return answer


def _may(call: Call, member: str, feature: str) -> bool:
    """Whether the caller's account manages root access of this member, and the feature is on.

    Source: API Reference, AssumeRoot: the management account, or a delegated administrator for IAM.
    """
    over, mine = call.ask("ceilings", member), call.ask("ceilings", call.account)
    manager = over.management_account
    if not over.organization or over.organization != mine.organization or member == manager:
        return False
    as_ = root_of(manager, partition=call.partition)
    try:
        if call.account != manager:
            asked = {"ServicePrincipal": _SERVICE}
            listed = call.invoke("organizations", "ListDelegatedAdministrators", asked, as_=as_)
            if call.account not in [each["Id"] for each in listed["DelegatedAdministrators"]]:
                return False
        enabled = call.invoke("iam", "ListOrganizationsFeatures", {}, as_=as_)["EnabledFeatures"]
    except ServiceError:
        return False  # the organization does not let IAM manage it
    return feature in enabled
