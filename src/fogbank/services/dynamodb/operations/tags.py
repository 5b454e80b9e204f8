"""Tags of tables."""

from collections.abc import Mapping, Sequence

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.tags import add_tags, remove_tags, tags_of
from fogbank.services.dynamodb import errors, names
from fogbank.services.dynamodb._shapes import (
    ListTagsOfResourceInput,
    ListTagsOfResourceOutput,
    Tag,
    TagResourceInput,
    UntagResourceInput,
)
from fogbank.services.dynamodb.records import Table

_TAGS_MAX = 50


def given_tags(listed: Sequence[Tag]) -> dict[str, str]:
    """The tags of a request. Errors: ValidationException.

    Source: Developer Guide, Tagging resources, Tagging restrictions; the texts follow AWS's general form.
    """
    tags: dict[str, str] = {}
    for each in listed:
        key = each["Key"]
        if key in tags:
            raise errors.validation(f"Duplicate tag key: {key}")
        if key.lower().startswith("aws:"):
            raise errors.validation(f"Tag keys cannot begin with the reserved prefix aws: {key}")
        tags[key] = each["Value"]
    _check_count(tags)
    return tags


def _check_count(tags: Mapping[str, str]) -> None:
    if len(tags) > _TAGS_MAX:
        raise errors.validation(f"Too many tags: a resource can have at most {_TAGS_MAX} tags")


def _table(call: Call, arn: str) -> Table:
    if not arn.startswith("arn:"):
        raise errors.bad_resource_arn(arn)
    table = names.find(call, arn)
    if table is None:
        raise errors.no_resource(arn)
    return table


@operation("TagResource", on=names.on_resource)
def tag_resource(call: Call, req: TagResourceInput) -> None:
    """Set tags beside those that are there.

    Errors: ResourceNotFoundException, ValidationException.
    Source: API Reference, TagResource.
    """
    table = _table(call, req["ResourceArn"])
    tags = given_tags(req["Tags"])
    _check_count({**tags_of(call.tx, table.arn), **tags})
    add_tags(call.tx, table.arn, tags)


@operation("UntagResource", on=names.on_resource)
def untag_resource(call: Call, req: UntagResourceInput) -> None:
    """Take tags away; keys that are not there do no harm.

    Errors: ResourceNotFoundException.
    Source: API Reference, UntagResource.
    """
    table = _table(call, req["ResourceArn"])
    remove_tags(call.tx, table.arn, req["TagKeys"])


@operation("ListTagsOfResource", on=names.on_resource)
def list_tags_of_resource(call: Call, req: ListTagsOfResourceInput) -> ListTagsOfResourceOutput:
    """The table's tags; all on one page, as a table has 50 at most.

    Errors: ResourceNotFoundException.
    Source: API Reference, ListTagsOfResource.
    """
    table = _table(call, req["ResourceArn"])
    tags = tags_of(call.tx, table.arn)
    return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
