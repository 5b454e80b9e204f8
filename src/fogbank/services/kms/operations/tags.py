"""Tags of keys."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.kernel.tags import add_tags, remove_tags, tags_of
from fogbank.services.kms import access, finding, rules
from fogbank.services.kms._shapes import ListResourceTagsRequest, TagResourceRequest, UntagResourceRequest

_PAGE_MAX = 50


@operation("TagResource", on=access.on_own_key)
def tag_resource(call: Call, req: TagResourceRequest) -> None:
    """Set tags beside those that are there.

    Errors: NotFoundException, InvalidArnException, KMSInvalidStateException, LimitExceededException, TagException.
    Source: API Reference, TagResource.
    """
    key = finding.key_at(call, req["KeyId"])
    rules.check_state(key, "TagResource")
    tags = rules.tags_of(req["Tags"])
    rules.check_tag_count({**tags_of(call.tx, key.arn), **tags})
    add_tags(call.tx, key.arn, tags)


@operation("UntagResource", on=access.on_own_key)
def untag_resource(call: Call, req: UntagResourceRequest) -> None:
    """Take tags away; keys that are not there do no harm.

    Errors: NotFoundException, InvalidArnException, KMSInvalidStateException.
    Source: API Reference, UntagResource.
    """
    key = finding.key_at(call, req["KeyId"])
    rules.check_state(key, "UntagResource")
    remove_tags(call.tx, key.arn, req["TagKeys"])


@operation("ListResourceTags", on=access.on_own_key)
def list_resource_tags(call: Call, req: ListResourceTagsRequest) -> Page:
    """The tags of a key.

    Errors: NotFoundException, InvalidArnException, InvalidMarkerException, ValidationException.
    Source: API Reference, ListResourceTags: 50 at most, and unless Limit says otherwise.
    """
    key = finding.key_at(call, req["KeyId"])
    limit = rules.page_size(req.get("Limit", _PAGE_MAX), _PAGE_MAX)
    behind = call.resume[0] if call.resume else ""
    tags = sorted(pair for pair in tags_of(call.tx, key.arn).items() if pair[0] > behind)
    more, shown = len(tags) > limit, tags[:limit]
    members = {"Tags": [{"TagKey": name, "TagValue": value} for name, value in shown], "Truncated": more}
    return Page(members, (shown[-1][0],) if more else None)
