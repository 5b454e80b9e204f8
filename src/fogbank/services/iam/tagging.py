"""Tags of whatever IAM keeps under an ARN: the rules that are the same for all of it.

Source: IAM User Guide, Tags for AWS Identity and Access Management resources; API Reference, TagMFADevice and the like.
"""

from collections.abc import Iterable
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.paging import Page
from fogbank.kernel.store import Tx
from fogbank.kernel.tags import set_tags, tags_of
from fogbank.services.iam import credential_errors, errors
from fogbank.services.iam.listing import page

TAGS_MAX = 50


def add(tx: Tx, arn: str, tags: Iterable[Any]) -> None:
    """Set tags beside those that are there. Keys that differ by case are one key; the later spelling stays.

    Errors: InvalidInput, LimitExceeded.
    """
    wanted = {tag["Key"]: tag["Value"] for tag in tags}
    folded = {key.lower() for key in wanted}
    if len(folded) < len(list(tags)):
        raise credential_errors.duplicate_tag_keys()
    if any(key.startswith("aws:") for key in folded):
        raise credential_errors.reserved_tag_key()
    left = {key: value for key, value in tags_of(tx, arn).items() if key.lower() not in folded}
    if len(left) + len(wanted) > TAGS_MAX:
        raise errors.over_quota("TagsPerResource", TAGS_MAX)
    set_tags(tx, arn, left | wanted)


def remove(tx: Tx, arn: str, keys: Iterable[str]) -> None:
    """Take tags away, whatever the case of their keys; those that are not there do no harm."""
    folded = {key.lower() for key in keys}
    set_tags(tx, arn, {key: value for key, value in tags_of(tx, arn).items() if key.lower() not in folded})


def remove_all(tx: Tx, arn: str) -> None:
    """Take all tags away: the resource goes."""
    set_tags(tx, arn, {})


def move(tx: Tx, arn: str, new: str) -> None:
    """The resource has another ARN now; its tags go with it."""
    tags = tags_of(tx, arn)
    remove_all(tx, arn)
    set_tags(tx, new, tags)


def shown(tx: Tx, arn: str) -> list[Any]:
    """All tags as an answer has them, sorted by key."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags_of(tx, arn).items())]


def shown_member(tx: Tx, arn: str) -> dict[str, Any]:
    """The member `Tags` of an answer, which is left out where there are none."""
    tags = shown(tx, arn)
    return {"Tags": tags} if tags else {}


def listed(call: Call, req: Any, arn: str) -> Page:
    """A page of the tags of one resource."""
    tags = shown(call.tx, arn)
    rest = tags if call.resume is None else [tag for tag in tags if tag["Key"] > call.resume[0]]
    return page("Tags", rest, req, lambda tag: tag, lambda tag: (tag["Key"],))
