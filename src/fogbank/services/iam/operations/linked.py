"""Service-linked roles: made for a service, removed by a task."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, job, operation
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import credential_errors as errors
from fogbank.services.iam import holders, limits, names, service_roles, shown
from fogbank.services.iam.records import Role
from fogbank.services.iam.records_account import DeletionTask

_DONE = ("SUCCEEDED", "FAILED")


def _on_new(call: Call, req: dict[str, Any]) -> Target:
    """The role that is to be, with the service that it is for; of a service without one, any."""
    service = req["AWSServiceName"]
    kind = service_roles.SERVICES.get(service)
    name = service_roles.name_of(kind, req.get("CustomSuffix", "")) if kind is not None else "*"
    arn = names.arn_of(call, "role", service_roles.path_of(service), name)
    return Target(arn, call.account, keys={"iam:awsservicename": service})


def _on_role(call: Call, req: dict[str, Any]) -> Target:
    """The role called RoleName, with the service that it is for."""
    found = call.tx.get(Role, call.account, req["RoleName"].lower())
    target = names.on_role(call, req)
    return (
        target._replace(keys={"iam:awsservicename": found.service}) if found is not None and found.service else target
    )


def _on_task(call: Call, req: dict[str, Any]) -> Target:
    """The role that the task is about. A task that is not there: any role."""
    parts = req["DeletionTaskId"].split("/")
    path, name = ("/".join(parts[1:-2]), parts[-2]) if len(parts) > 3 else ("*", "*")
    return Target(names.arn_of(call, "role", f"/{path}/", name), call.account)


@operation("CreateServiceLinkedRole", on=_on_new)
def create_service_linked_role(
    call: Call, req: shapes.CreateServiceLinkedRoleRequest
) -> shapes.CreateServiceLinkedRoleResponse:
    """Make the role that a service acts with in the account. It trusts that service, and has a policy of AWS's.

    Errors: InvalidInput, LimitExceeded.
    Source: API Reference, CreateServiceLinkedRole; User Guide, Create a service-linked role.
    """
    tx, service, suffix = call.tx, req["AWSServiceName"], req.get("CustomSuffix", "")
    kind = service_roles.SERVICES.get(service)
    if kind is None:
        raise errors.no_linked_role(service)
    if suffix and not kind.suffix:
        raise errors.suffix_not_allowed(service)
    name = service_roles.name_of(kind, suffix)
    if tx.get(Role, call.account, name.lower()) is not None:
        raise errors.linked_role_exists(name)
    limits.check(call, "RolesPerAccount", tx.count(Role, call.account) + 1)
    path = service_roles.path_of(service)
    role = Role(
        call.account,
        name.lower(),
        name,
        path,
        names.fresh_id(call, "AROA"),
        names.arn_of(call, "role", path, name),
        tx.now,
        trust=service_roles.trust_of(service),
        description=req.get("Description", ""),
        service=service,
    )
    holders.attach(tx, role, service_roles.policy_of(kind, call.partition))
    return {"Role": shown.role(tx, role)}


@operation("DeleteServiceLinkedRole", on=_on_role)
def delete_service_linked_role(
    call: Call, req: shapes.DeleteServiceLinkedRoleRequest
) -> shapes.DeleteServiceLinkedRoleResponse:
    """Ask for the removal of a service-linked role; a removal that is under way is told again.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteServiceLinkedRole.
    Differs: no service objects; AWS refuses where a service still has resources that use the role.
    """
    tx, role = call.tx, names.role(call, req["RoleName"])
    if not role.service:
        raise errors.not_linked(role.name)
    for task in tx.scan(DeletionTask, call.account, role.id, index="role"):
        if task.status not in _DONE:
            return {"DeletionTaskId": task.id}
    task = DeletionTask(
        call.account, f"task{role.path}{role.name}/{call.ids.uuid()}", role.id, role.key, "NOT_STARTED", tx.now
    )
    tx.insert(task)
    tx.at(tx.now, "iam.delete_linked_role", call.account, task.id)
    return {"DeletionTaskId": task.id}


@job("iam.delete_linked_role")
def delete_linked_role(call: Call, account: str, task_id: str) -> None:
    """Remove the role of a task, and its sessions with it."""
    tx = call.tx
    task = tx.get(DeletionTask, account, task_id)
    if task is None or task.status in _DONE:
        return
    role = tx.get(Role, account, task.key)
    if role is not None and role.id == task.role:
        for arn in role.attached:
            holders.detach(tx, role, arn)
            role = role.replace(attached=tuple(other for other in role.attached if other != arn))
        holders.delete_role(tx, role)
    tx.put(task.replace(status="SUCCEEDED"))


@operation("GetServiceLinkedRoleDeletionStatus", on=_on_task)
def get_service_linked_role_deletion_status(
    call: Call, req: shapes.GetServiceLinkedRoleDeletionStatusRequest
) -> shapes.GetServiceLinkedRoleDeletionStatusResponse:
    """How far the removal of a role is.

    Errors: NoSuchEntity.
    Source: API Reference, GetServiceLinkedRoleDeletionStatus.
    """
    task_id = req["DeletionTaskId"]
    task = call.tx.need(DeletionTask, call.account, task_id, missing=errors.no_deletion_task(task_id))
    return {"Status": task.status}
