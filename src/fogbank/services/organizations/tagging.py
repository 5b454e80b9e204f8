"""What Organizations asks of tags, for every operation that takes some."""

from collections.abc import Mapping, Sequence
from typing import Any

from fogbank.services.organizations import errors

# Source: Organizations User Guide, Quotas: number of tags that you can attach.
_TAGS_MAX = 50


def checked(tags: Sequence[Any] | None, there: Mapping[str, str] | None = None) -> dict[str, str]:
    """The tags of a request as a mapping, with those that are there already.

    Errors: InvalidInputException (DUPLICATE_TAG_KEY, INVALID_SYSTEM_TAGS_PARAMETER), ConstraintViolationException
    (MAX_TAG_LIMIT_EXCEEDED).
    Source: API Reference, TagResource and the reasons of InvalidInputException.
    """
    given = {tag["Key"]: tag["Value"] for tag in tags or ()}
    if len(given) != len(tags or ()):
        raise errors.invalid("DUPLICATE_TAG_KEY")
    if any(key.lower().startswith("aws:") for key in given):
        raise errors.invalid("INVALID_SYSTEM_TAGS_PARAMETER")
    wanted = {**(there or {}), **given}
    if len(wanted) > _TAGS_MAX:
        raise errors.violates("MAX_TAG_LIMIT_EXCEEDED")
    return wanted
