"""Resource policies of tables."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.dynamodb import errors, names, policies
from fogbank.services.dynamodb._shapes import (
    DeleteResourcePolicyInput,
    DeleteResourcePolicyOutput,
    GetResourcePolicyInput,
    GetResourcePolicyOutput,
    PutResourcePolicyInput,
    PutResourcePolicyOutput,
)
from fogbank.services.dynamodb.records import Table

_NO_POLICY = "NO_POLICY"


def _table(call: Call, arn: str) -> Table:
    if not arn.startswith("arn:"):
        raise errors.bad_resource_arn(arn)
    table = names.find(call, arn)
    if table is None:
        raise errors.no_resource(arn)
    return table


def _check_revision(table: Table, expected: str | None) -> None:
    """Refuse a change where another policy is there than the caller knows of. Errors: PolicyNotFoundException."""
    if expected is not None and expected != (table.policy_revision or _NO_POLICY):
        raise errors.other_policy(table.arn)


@operation("PutResourcePolicy", on=names.on_resource)
def put_resource_policy(call: Call, req: PutResourcePolicyInput) -> PutResourcePolicyOutput:
    """Attach a policy to a table; it holds for the table's indexes too, where its statements name them.

    The same policy once more keeps its revision.
    Errors: ResourceNotFoundException, PolicyNotFoundException, ValidationException.
    Source: API Reference, PutResourcePolicy.
    Differs: it holds at once.
    """
    table = _table(call, req["ResourceArn"])
    text = req["Policy"]
    policies.check(call, table.arn, text, confirmed=req.get("ConfirmRemoveSelfResourceAccess", False))
    _check_revision(table, req.get("ExpectedRevisionId"))
    if text == table.policy:
        return {"RevisionId": table.policy_revision}
    revision = policies.revision(call)
    call.tx.put(table.replace(policy=text, policy_revision=revision))
    return {"RevisionId": revision}


@operation("GetResourcePolicy", on=names.on_resource)
def get_resource_policy(call: Call, req: GetResourcePolicyInput) -> GetResourcePolicyOutput:
    """A table's policy, as it was put.

    Errors: ResourceNotFoundException, PolicyNotFoundException.
    Source: API Reference, GetResourcePolicy.
    """
    table = _table(call, req["ResourceArn"])
    if not table.policy:
        raise errors.no_policy(table.arn)
    return {"Policy": table.policy, "RevisionId": table.policy_revision}


@operation("DeleteResourcePolicy", on=names.on_resource)
def delete_resource_policy(call: Call, req: DeleteResourcePolicyInput) -> DeleteResourcePolicyOutput:
    """Take a table's policy away; where there is none, nothing happens.

    Errors: ResourceNotFoundException, PolicyNotFoundException.
    Source: API Reference, DeleteResourcePolicy.
    """
    table = _table(call, req["ResourceArn"])
    _check_revision(table, req.get("ExpectedRevisionId"))
    if not table.policy:
        return {}
    call.tx.put(table.replace(policy="", policy_revision=""))
    return {"RevisionId": table.policy_revision}
