"""Last accessed information: who used what they may use, and which policies let them.

Source: IAM User Guide, Refine permissions in AWS using last accessed information.
"""

from collections.abc import Iterable
from typing import Any

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.identity.uses import ActionUse
from fogbank.kernel.operation import Target, operation
from fogbank.kernel.store import Tx
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import access_rules, catalogue, credential_errors, errors, holders, identity, listing, names
from fogbank.services.iam.records import Attachment, Entity, Group, Holder, Role, User
from fogbank.services.iam.records_account import AccessReport, Attempt
from fogbank.services.iam.records_account import Entity as Listed

_KINDS: dict[str, type[User] | type[Group] | type[Role]] = {"user": User, "group": Group, "role": Role}
# AWS takes some seconds.
_MADE_IN_S = 1.0


def _on_arn(call: Call, req: dict[str, Any]) -> Target:
    """The user, group, role or policy that it is about."""
    return names.on_policy(call, {"PolicyArn": req["Arn"]})


def _holder(call: Call, arn: str) -> Holder:
    """The account's user, group or role with this ARN. Errors: InvalidInput, NoSuchEntity."""
    parts = parse(arn)
    kind, _, name = parts.resource.partition("/") if parts is not None and parts.service == "iam" else ("", "", "")
    if kind not in _KINDS:
        raise errors.bad_arn(arn)
    found = names.by_arn(call.tx, _KINDS[kind], arn)
    if found is None or found.account != call.account:
        raise errors.no_entity(kind, name.rpartition("/")[2])
    return found


def _people(tx: Tx, found: Entity | None) -> list[User | Role]:
    """The users of a group; a user or role itself."""
    if isinstance(found, Group):
        return list(holders.members(tx, found))
    return [found] if isinstance(found, User | Role) else []


def _subject(call: Call, arn: str) -> tuple[tuple[str, ...], list[User | Role]]:
    """The policy documents that a report is about, and who has them. Errors: InvalidInput, NoSuchEntity."""
    tx = call.tx
    if ":policy/" not in arn:
        holder = _holder(call, arn)
        return tuple(each.document for each in identity.of_holder(tx, holder)), _people(tx, holder)
    policy = catalogue.usable(tx, call.account, arn)
    if policy is None:
        raise errors.no_policy(arn)
    rows = list(tx.scan(Attachment, call.account, arn, catalogue.PERMISSIONS))
    having = [tx.get(_KINDS[row.kind.lower()], call.account, row.holder) for row in rows]
    people = {person.id: person for found in having for person in _people(tx, found)}
    return (catalogue.default(policy).document,), list(people.values())


def attempts_of(tx: Tx, by: int, holder_id: str, services: Iterable[str]) -> Iterable[Attempt]:
    """What a user, role or root tried of these services in the time that is tracked."""
    for use in tx.scan(ActionUse, holder_id):
        if use.service in services and use.at > tx.now - access_rules.TRACKED_S:
            yield Attempt(by, use.service, use.action, use.at, use.region)


@operation("GenerateServiceLastAccessedDetails", on=_on_arn)
def generate_service_last_accessed_details(
    call: Call, req: shapes.GenerateServiceLastAccessedDetailsRequest
) -> shapes.GenerateServiceLastAccessedDetailsResponse:
    """Have a report made of a user, group, role or policy: the services it may use, and when they were last tried.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, GenerateServiceLastAccessedDetails.
    """
    tx = call.tx
    documents, people = _subject(call, req["Arn"])
    services = access_rules.services(documents)
    report = AccessReport(
        call.account,
        call.ids.uuid(),
        call.principal.arn,
        req.get("Granularity", "SERVICE_LEVEL"),
        tx.now,
        tx.now + _MADE_IN_S,
        tuple(sorted(services)),
        tuple(Listed(each.arn, each.name, type(each).__name__.upper(), each.id, each.path) for each in people),
        tuple(attempt for by, each in enumerate(people) for attempt in attempts_of(tx, by, each.id, services)),
    )
    tx.insert(report)
    return {"JobId": report.id}


def _report(call: Call, job_id: str) -> AccessReport:
    report = call.tx.get(AccessReport, call.account, job_id)
    if report is None or report.asker != call.principal.arn:
        raise credential_errors.no_access_report(job_id)
    return report


def _state(call: Call, report: AccessReport) -> Any:
    """How far a report is."""
    state: dict[str, Any] = {"JobStatus": "IN_PROGRESS", "JobCreationDate": report.created_at}
    if call.tx.now >= report.ready_at:
        state |= {"JobStatus": "COMPLETED", "JobCompletionDate": report.ready_at}
    return state


def last(attempts: Iterable[Attempt]) -> Attempt | None:
    """The latest one."""
    return max(attempts, key=lambda attempt: attempt.at, default=None)


@operation("GetServiceLastAccessedDetails")
def get_service_last_accessed_details(
    call: Call, req: shapes.GetServiceLastAccessedDetailsRequest
) -> shapes.GetServiceLastAccessedDetailsResponse:
    """A report, service by service.

    Errors: NoSuchEntity.
    Source: API Reference, GetServiceLastAccessedDetails.
    Differs: every action is tracked, not only those of management; those that nobody tried are not listed.
    """
    report = _report(call, req["JobId"])
    answer: shapes.GetServiceLastAccessedDetailsResponse = _state(call, report)
    answer["JobType"] = report.granularity
    services = report.services if answer["JobStatus"] == "COMPLETED" else ()
    answer |= listing.marked(
        "ServicesLastAccessed", services, req, lambda service: _service(report, service), lambda service: service
    )
    return answer


def _service(report: AccessReport, service: str) -> dict[str, Any]:
    attempts = [attempt for attempt in report.attempts if attempt.service == service]
    row: dict[str, Any] = {
        "ServiceName": access_rules.title(service),
        "ServiceNamespace": service,
        "TotalAuthenticatedEntities": len({attempt.by for attempt in attempts}),
    }
    latest = last(attempts)
    if latest is not None:
        row["LastAuthenticated"] = latest.at
        row["LastAuthenticatedEntity"] = report.entities[latest.by].arn
        row["LastAuthenticatedRegion"] = latest.region
    if report.granularity == "ACTION_LEVEL":
        row["TrackedActionsLastAccessed"] = [
            _action(report, [attempt for attempt in attempts if attempt.action == action])
            for action in sorted({attempt.action for attempt in attempts})
        ]
    return row


def _action(report: AccessReport, attempts: list[Attempt]) -> dict[str, Any]:
    latest = last(attempts)
    assert latest is not None
    return {
        "ActionName": latest.action,
        "LastAccessedEntity": report.entities[latest.by].arn,
        "LastAccessedTime": latest.at,
        "LastAccessedRegion": latest.region,
    }


@operation("GetServiceLastAccessedDetailsWithEntities")
def get_service_last_accessed_details_with_entities(
    call: Call, req: shapes.GetServiceLastAccessedDetailsWithEntitiesRequest
) -> shapes.GetServiceLastAccessedDetailsWithEntitiesResponse:
    """Of a report, who could have used one service, and when they tried; the latest first.

    Errors: NoSuchEntity.
    Source: API Reference, GetServiceLastAccessedDetailsWithEntities.
    """
    report, service = _report(call, req["JobId"]), req["ServiceNamespace"]
    if service not in report.services:
        raise credential_errors.not_in_report(service)
    answer: shapes.GetServiceLastAccessedDetailsWithEntitiesResponse = _state(call, report)
    at = [0.0] * len(report.entities)
    for attempt in report.attempts:
        if attempt.service == service:
            at[attempt.by] = max(at[attempt.by], attempt.at)
    order = sorted(range(len(at)), key=lambda by: (-at[by], report.entities[by].name))
    answer |= listing.marked(
        "EntityDetailsList",
        order if answer["JobStatus"] == "COMPLETED" else (),
        req,
        lambda by: _entity(report.entities[by], at[by]),
        lambda by: report.entities[by].id,
    )
    return answer


def _entity(entity: Listed, at: float) -> dict[str, Any]:
    info = {"Arn": entity.arn, "Name": entity.name, "Type": entity.type, "Id": entity.id, "Path": entity.path}
    return {"EntityInfo": info, "LastAuthenticated": at} if at else {"EntityInfo": info}


@operation("ListPoliciesGrantingServiceAccess", on=_on_arn)
def list_policies_granting_service_access(
    call: Call, req: shapes.ListPoliciesGrantingServiceAccessRequest
) -> shapes.ListPoliciesGrantingServiceAccessResponse:
    """For each service, the policies by which a user (with its groups), group or role may use it.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, ListPoliciesGrantingServiceAccess.
    """
    held = identity.of_holder(call.tx, _holder(call, req["Arn"]))

    def row(service: str) -> dict[str, Any]:
        granting = [each for each in held if service in access_rules.services((each.document,))]
        return {"ServiceNamespace": service, "Policies": [_policy(each.name, each.holder) for each in granting]}

    wanted = dict.fromkeys(req["ServiceNamespaces"])
    answer: shapes.ListPoliciesGrantingServiceAccessResponse = listing.marked(
        "PoliciesGrantingServiceAccess", wanted, req, row, lambda service: service
    )
    return answer


def _policy(name: str, holder: str) -> dict[str, Any]:
    """A managed policy is called by its ARN, an inline one by its name and holder."""
    if name.startswith("arn:"):
        return {"PolicyName": name.rpartition("/")[2], "PolicyType": "MANAGED", "PolicyArn": name}
    kind, _, rest = holder.rpartition(":")[2].partition("/")
    entity = {"EntityType": kind.upper(), "EntityName": rest.rpartition("/")[2]}
    return {"PolicyName": name, "PolicyType": "INLINE", **entity}
