"""An event as CloudTrail writes it, from a row of the kernel's trail.

Source: CloudTrail User Guide, CloudTrail record contents; CloudTrail userIdentity element.
"""

from datetime import UTC, datetime
from typing import Any

import orjson

from fogbank.kernel.audit import TrailEntry
from fogbank.kernel.call import Call
from fogbank.kernel.identity import facts

_VERSION = "1.11"
_TYPES = {
    "cloudtrail:trail": "AWS::CloudTrail::Trail",
    "iam:group": "AWS::IAM::Group",
    "iam:instance-profile": "AWS::IAM::InstanceProfile",
    "iam:policy": "AWS::IAM::Policy",
    "iam:role": "AWS::IAM::Role",
    "iam:user": "AWS::IAM::User",
    "kms:alias": "AWS::KMS::Alias",
    "kms:key": "AWS::KMS::Key",
    "acm:certificate": "AWS::ACM::Certificate",
    "sqs:": "AWS::SQS::Queue",
}
"""Types of resources by service and the first word of the resource. Source: the CloudFormation names of the types."""


def stamp(at: float) -> str:
    """An instant as CloudTrail writes it."""
    return datetime.fromtimestamp(int(at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def of(call: Call, entry: TrailEntry) -> dict[str, Any]:
    """The event."""
    event: dict[str, Any] = {
        "eventVersion": _VERSION,
        "userIdentity": identity(entry),
        "eventTime": stamp(entry.at),
        "eventSource": source_of(call, entry.service),
        "eventName": entry.operation,
        "awsRegion": entry.region,
        "sourceIPAddress": f"{entry.via}.amazonaws.com" if entry.via else entry.source_ip,
        "userAgent": f"{entry.via}.amazonaws.com" if entry.via else entry.user_agent,
    }
    if entry.error_code:
        event["errorCode"] = entry.error_code
        event["errorMessage"] = entry.error_message
    params = orjson.loads(entry.params)
    event["requestParameters"] = params or None
    event["responseElements"] = orjson.loads(entry.answer) if entry.answer else None
    event["requestID"] = entry.request_id
    event["eventID"] = entry.event_id
    event["readOnly"] = reads(call, entry)
    if entry.resources:
        event["resources"] = [
            {"accountId": account or entry.account, "type": type_of(arn), "ARN": arn}
            for arn, account in entry.resources
        ]
    event["eventType"] = "AwsServiceEvent" if entry.principal_kind == "service" and not entry.via else "AwsApiCall"
    event["managementEvent"] = not entry.data
    event["recipientAccountId"] = entry.account
    event["eventCategory"] = "Data" if entry.data else "Management"
    if entry.secure and entry.host:
        event["tlsDetails"] = {"clientProvidedHostHeader": entry.host}
    return event


def reads(call: Call, entry: TrailEntry) -> bool:
    """Whether the call only reads: by its service's word, else by the access level of its action."""
    service = call.kernel.registry.service(entry.service)
    if service is not None and entry.operation in service.reads:
        return True
    handler = service.handlers.get(entry.operation) if service else None
    action = facts.action(handler.action) if handler else None
    if action is None:
        return entry.operation.startswith(("Get", "List", "Describe", "Head", "Lookup"))
    return action.level in ("List", "Read")


def type_of(arn: str) -> str:
    """AWS::IAM::User of a user's ARN; "" of what has no name there."""
    parts = arn.split(":", 5)
    if len(parts) < 6:
        return ""
    service, resource = parts[2], parts[5]
    if service == "s3":
        return "AWS::S3::Object" if "/" in resource else "AWS::S3::Bucket"
    return _TYPES.get(f"{service}:{resource.partition('/')[0]}") or _TYPES.get(f"{service}:", "")


def user_name(entry: TrailEntry) -> str:
    """The name that LookupEvents knows a caller by: of a user, of a session, "root"."""
    if entry.principal_kind == "root":
        return "root"
    if entry.principal_kind == "service":
        return entry.principal_id
    return entry.principal.rpartition("/")[2]


def identity(entry: TrailEntry) -> dict[str, Any]:
    """Who called."""
    kind, session = entry.principal_kind, entry.session
    if kind == "service":
        return {"type": "AWSService", "invokedBy": entry.principal_id}
    if kind == "anonymous":
        return {"type": "AWSAccount", "principalId": "", "accountId": "ANONYMOUS_PRINCIPAL"}
    account = entry.principal.split(":")[4]
    types = {"root": "Root", "user": "IAMUser", "assumed-role": "AssumedRole", "federated-user": "FederatedUser"}
    who: dict[str, Any] = {
        "type": types[kind],
        "principalId": entry.principal_id,
        "arn": entry.principal,
        "accountId": account,
        "accessKeyId": entry.access_key,
    }
    if kind == "user":
        who["userName"] = user_name(entry)
    if session is not None:
        who["sessionContext"] = _session(entry, kind, account)
    if entry.via:
        who["invokedBy"] = f"{entry.via}.amazonaws.com"
    return who


def _session(entry: TrailEntry, kind: str, account: str) -> dict[str, Any]:
    session = entry.session
    assert session is not None
    facts_ = session.facts
    context: dict[str, Any] = {}
    if kind in ("assumed-role", "federated-user"):
        role = session.issuer.split(":", 5)[5]
        context["sessionIssuer"] = {
            "type": {"role": "Role", "user": "IAMUser"}.get(role.partition("/")[0], "Root"),
            "principalId": entry.principal_id.partition(":")[0],
            "arn": session.issuer,
            "accountId": account,
            "userName": role.rpartition("/")[2],
        }
    if provider := facts_.get("aws:federatedprovider"):
        context["webIdFederationData"] = {"federatedProvider": provider}
    context["attributes"] = {
        "creationDate": facts_.get("aws:tokenissuetime", ""),
        "mfaAuthenticated": facts_.get("aws:multifactorauthpresent", "false"),
    }
    if source := facts_.get("aws:sourceidentity"):
        context["sourceIdentity"] = source
    return context


def source_of(call: Call, name: str) -> str:
    """sqs.amazonaws.com of sqs: the prefix of the service's endpoints."""
    service = call.kernel.registry.service(name)
    prefix = service.manifest.get("event_source", service.iam_prefix) if service else name
    return f"{prefix}.amazonaws.com"
