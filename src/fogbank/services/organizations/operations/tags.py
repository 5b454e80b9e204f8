"""Tags of the root, units, accounts, policies and the resource policy."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.tags import remove_tags, set_tags, tags_of
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import access, errors, names, tagging, tree
from fogbank.services.organizations._shapes import (
    ListTagsForResourceRequest,
    ListTagsForResourceResponse,
    TagResourceRequest,
    UntagResourceRequest,
)
from fogbank.services.organizations.policy_types import AWS_MANAGED
from fogbank.services.organizations.records import Organization, Policy


def _arn(call: Call, organization: Organization, id_: str) -> str:
    """The ARN of what has tags. Errors: TargetNotFoundException, InvalidInputException (IMMUTABLE_POLICY)."""
    if id_ in AWS_MANAGED:
        raise errors.invalid("IMMUTABLE_POLICY")
    if id_.startswith("p-"):
        found = call.tx.get(Policy, organization.id, id_) is not None
    elif id_.startswith("rp-"):
        found = id_ == organization.policy_id
    else:
        found = tree.node(call.tx, organization, id_) is not None
    if not found:
        raise errors.of(shapes.TargetNotFoundException)
    return names.arn_of_id(call.tx, organization, id_)


@operation("TagResource", on=names.governs("ResourceId"))
def tag_resource(call: Call, req: TagResourceRequest) -> None:
    """Set tags beside those that are there.

    Errors: TargetNotFoundException, InvalidInputException (DUPLICATE_TAG_KEY, INVALID_SYSTEM_TAGS_PARAMETER),
    ConstraintViolationException (MAX_TAG_LIMIT_EXCEEDED).
    Source: API Reference, TagResource.
    """
    arn = _arn(call, access.governed(call), req["ResourceId"])
    set_tags(call.tx, arn, tagging.checked(req["Tags"], tags_of(call.tx, arn)))


@operation("UntagResource", on=names.governs("ResourceId"))
def untag_resource(call: Call, req: UntagResourceRequest) -> None:
    """Take tags away; keys that are not there do no harm.

    Errors: TargetNotFoundException.
    Source: API Reference, UntagResource.
    """
    remove_tags(call.tx, _arn(call, access.governed(call), req["ResourceId"]), req["TagKeys"])


@operation("ListTagsForResource", on=names.reads("ResourceId"))
def list_tags_for_resource(call: Call, req: ListTagsForResourceRequest) -> ListTagsForResourceResponse:
    """The tags, all on one page.

    Errors: TargetNotFoundException.
    Source: API Reference, ListTagsForResource.
    """
    tags = tags_of(call.tx, _arn(call, access.read(call), req["ResourceId"]))
    return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
