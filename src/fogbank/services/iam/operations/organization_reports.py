"""Last accessed information of an organization: the services that its control policies allow, and who used them.

Source: API Reference, GenerateOrganizationsAccessReport, GetOrganizationsAccessReport; IAM User Guide, Refine
permissions in AWS using last accessed information.
"""

from collections.abc import Iterator
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity.held import Ceilings
from fogbank.kernel.identity.principal import root_of
from fogbank.kernel.operation import Target, operation
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import access_rules, listing
from fogbank.services.iam import credential_errors as errors
from fogbank.services.iam.operations.access_reports import attempts_of, last
from fogbank.services.iam.records import Role, User
from fogbank.services.iam.records_account import Attempt, OrganizationReport

_CONTROL = "SERVICE_CONTROL_POLICY"
_MADE_IN_S = 1.0


class _Organization:
    """The caller's organization, as Organizations tells its management account about it."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._manager = root_of(call.account, partition=call.partition)

    def ask(self, operation: str, **params: Any) -> Any:
        """One answer."""
        return self._call.invoke("organizations", operation, params, as_=self._manager)

    def every(self, operation: str, member: str, **params: Any) -> Iterator[Any]:
        """All things of a list."""
        token: dict[str, str] = {}
        while True:
            answer = self.ask(operation, **params, **token)
            yield from answer[member]
            if "NextToken" not in answer:
                return
            token = {"NextToken": answer["NextToken"]}

    def over(self, account: str) -> Ceilings:
        """What stands over an account."""
        found: Ceilings = self._call.ask("ceilings", account)
        return found

    def documents(self, target: str) -> tuple[str, ...]:
        """The control policies on a root, unit or account."""
        found = self.every("ListPoliciesForTarget", "Policies", TargetId=target, Filter=_CONTROL)
        return tuple(self.document(policy["Id"]) for policy in found)

    def document(self, policy_id: str) -> str:
        """A policy's text."""
        return str(self.ask("DescribePolicy", PolicyId=policy_id)["Policy"]["Content"])


def _on_path(call: Call, req: dict[str, Any]) -> Target:
    """The report of this path."""
    return Target(f"arn:{call.partition}:iam::{call.account}:access-report/{req['EntityPath']}", call.account)


def _organization(call: Call) -> _Organization:
    """Errors: AccessDenied, InvalidInput."""
    organization = _Organization(call)
    if organization.over(call.account).management_account != call.account:
        raise errors.only_for_management()
    [root] = organization.ask("ListRoots")["Roots"]
    if not any(kind["Type"] == _CONTROL and kind["Status"] == "ENABLED" for kind in root["PolicyTypes"]):
        raise errors.no_control_policies()
    return organization


def _accounts(call: Call, organization: _Organization, path: str) -> dict[str, str]:
    """The accounts at or below a path, each with its own path; the management account only where it is meant itself.

    Errors: NoSuchEntity, where there is no such path.
    """
    listed = [each["Id"] for each in organization.every("ListAccounts", "Accounts")]
    paths = {each: organization.over(each).path + each for each in listed}
    if path == paths[call.account]:
        return {call.account: path}
    found = {each: own for each, own in paths.items() if f"{own}/".startswith(f"{path}/") and each != call.account}
    if not found and path.split("/") != list(_line(organization, path)):
        raise errors.no_entity_path(path)
    return found


def _line(organization: _Organization, path: str) -> list[str]:
    """The real path of what the last part names: organization, root, units."""
    first, *_, target = path.split("/")
    roots = [root["Id"] for root in organization.ask("ListRoots")["Roots"]]
    known = {unit["Id"]: parent for parent, unit in _units(organization, roots)}
    line = [target]
    while line[0] in known:
        line.insert(0, known[line[0]])
    described = organization.ask("DescribeOrganization")["Organization"]["Id"]
    return [described, *line] if line[0] in roots and first == described else []


def _units(organization: _Organization, parents: list[str]) -> Iterator[tuple[str, Any]]:
    for parent in parents:
        units = list(organization.every("ListOrganizationalUnitsForParent", "OrganizationalUnits", ParentId=parent))
        yield from ((parent, unit) for unit in units)
        yield from _units(organization, [unit["Id"] for unit in units])


def _allowed(call: Call, organization: _Organization, path: str, policy_id: str) -> frozenset[str]:
    """The services that the policy allows, or else those that the policies on every level of the path allow."""
    if path.endswith(f"/{call.account}"):
        return access_rules.every_service()
    if policy_id:
        return access_rules.services((organization.document(policy_id),))
    levels = [access_rules.services(organization.documents(target)) for target in path.split("/")[1:]]
    return frozenset.intersection(*levels)


def _is_under(organization: _Organization, account: str, policy_id: str) -> bool:
    levels = organization.over(account).service_control or ()
    return any(policy.name.endswith(f"/{policy_id}") for level in levels for policy in level)


@operation("GenerateOrganizationsAccessReport", on=_on_path)
def generate_organizations_access_report(
    call: Call, req: shapes.GenerateOrganizationsAccessReportRequest
) -> shapes.GenerateOrganizationsAccessReportResponse:
    """Have a report made of a root, unit or account: services that control policies allow, and when they were tried.

    Errors: AccessDenied, InvalidInput, NoSuchEntity.
    Source: API Reference, GenerateOrganizationsAccessReport.
    """
    tx, path, policy_id = call.tx, req["EntityPath"].strip("/"), req.get("OrganizationsPolicyId", "")
    organization = _organization(call)
    accounts = _accounts(call, organization, path)
    services = _allowed(call, organization, path, policy_id)
    if policy_id and call.account not in accounts:
        accounts = {each: own for each, own in accounts.items() if _is_under(organization, each, policy_id)}
    report = OrganizationReport(
        call.account,
        call.ids.uuid(),
        tx.now,
        tx.now + _MADE_IN_S,
        tuple(sorted(services)),
        tuple(accounts.values()),
        tuple(each for by, account in enumerate(accounts) for each in _attempts(call, by, account, services)),
    )
    tx.insert(report)
    return {"JobId": report.id}


def _attempts(call: Call, by: int, account: str, services: frozenset[str]) -> Iterator[Attempt]:
    """What root, users and roles of an account tried."""
    people = [account, *(user.id for user in call.tx.scan(User, account))]
    for holder in (*people, *(role.id for role in call.tx.scan(Role, account))):
        yield from attempts_of(call.tx, by, holder, services)


@operation("GetOrganizationsAccessReport")
def get_organizations_access_report(
    call: Call, req: shapes.GetOrganizationsAccessReportRequest
) -> shapes.GetOrganizationsAccessReportResponse:
    """A report, service by service, in the order that SortKey says.

    Errors: NoSuchEntity.
    Source: API Reference, GetOrganizationsAccessReport.
    """
    missing = errors.no_access_report(req["JobId"])
    report = call.tx.need(OrganizationReport, call.account, req["JobId"], missing=missing)
    if call.tx.now < report.ready_at:
        return {"JobStatus": "IN_PROGRESS", "JobCreationDate": report.created_at}
    rows = [_row(report, service) for service in report.services]
    by, _, direction = req.get("SortKey", "SERVICE_NAMESPACE_ASCENDING").rpartition("_")
    member = "ServiceNamespace" if by == "SERVICE_NAMESPACE" else "LastAuthenticatedTime"
    rows.sort(key=lambda row: row.get(member, 0.0), reverse=direction == "DESCENDING")
    answer: shapes.GetOrganizationsAccessReportResponse = {
        "JobStatus": "COMPLETED",
        "JobCreationDate": report.created_at,
        "JobCompletionDate": report.ready_at,
        "NumberOfServicesAccessible": len(rows),
        "NumberOfServicesNotAccessed": sum("LastAuthenticatedTime" not in row for row in rows),
    }
    answer |= listing.marked("AccessDetails", rows, req, lambda row: row, lambda row: str(row["ServiceNamespace"]))
    return answer


def _row(report: OrganizationReport, service: str) -> dict[str, Any]:
    attempts = [attempt for attempt in report.attempts if attempt.service == service]
    row: dict[str, Any] = {
        "ServiceName": access_rules.title(service),
        "ServiceNamespace": service,
        "TotalAuthenticatedEntities": len({attempt.by for attempt in attempts}),
    }
    latest = last(attempts)
    if latest is not None:
        row["Region"] = latest.region
        row["EntityPath"] = report.paths[latest.by]
        row["LastAuthenticatedTime"] = latest.at
    return row
