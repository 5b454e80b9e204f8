"""Tags of trails."""

from typing import Any

from fogbank.kernel import tags
from fogbank.kernel.call import Call
from fogbank.kernel.errors import NotImplementedHere
from fogbank.kernel.operation import operation
from fogbank.services.cloudtrail import errors, names, tagging
from fogbank.services.cloudtrail._shapes import AddTagsRequest, ListTagsRequest, RemoveTagsRequest

Answer = dict[str, Any]


def _trail(call: Call, resource: str) -> str:
    """The ARN of a trail that exists; event data stores and channels are not here."""
    if ":eventdatastore/" in resource or ":channel/" in resource:
        raise NotImplementedHere("cloudtrail", "tags of event data stores and channels")
    if not resource.startswith("arn:"):
        raise errors.bad_arn()
    return names.arn_of(names.trail_at(call, resource), call.partition)


@operation("AddTags", on=names.on_resource)
def add_tags(call: Call, req: AddTagsRequest) -> Answer:
    """Set tags of a trail. Errors: CloudTrailARNInvalidException, TrailNotFoundException (of the trail that is named),
    InvalidTagParameterException, TagsLimitExceededException.

    Source: CloudTrail API Reference, AddTags.
    """
    arn = _trail(call, req["ResourceId"])
    if len(tags.add_tags(call.tx, arn, tagging.checked(req["TagsList"]))) > tagging.TAGS_MAX:
        raise errors.too_many_tags(arn)
    return {}


@operation("RemoveTags", on=names.on_resource)
def remove_tags(call: Call, req: RemoveTagsRequest) -> Answer:
    """Take tags of a trail away. Errors: as AddTags. Source: CloudTrail API Reference, RemoveTags."""
    tags.remove_tags(call.tx, _trail(call, req["ResourceId"]), [row["Key"] for row in req["TagsList"]])
    return {}


@operation("ListTags", on=names.on_resource)
def list_tags(call: Call, req: ListTagsRequest) -> Answer:
    """The tags of up to twenty trails. Errors: CloudTrailARNInvalidException, TrailNotFoundException.

    Source: CloudTrail API Reference, ListTags.
    """
    rows = []
    for resource in req["ResourceIdList"]:
        found = tags.tags_of(call.tx, _trail(call, resource))
        rows.append({"ResourceId": resource, "TagsList": [{"Key": key, "Value": found[key]} for key in sorted(found)]})
    return {"ResourceTagList": rows}
