"""Tags of trails, checked."""

import re
from collections.abc import Iterable
from typing import Any

from fogbank.services.cloudtrail import errors

TAGS_MAX = 50
_TEXT = re.compile(r"[\w\s.:/=+\-@]*")


def checked(rows: Iterable[Any]) -> dict[str, str]:
    """Tags as the table of tags keeps them. Errors: InvalidTagParameterException.

    Source: CloudTrail API Reference, AddTags, Tag.
    """
    tags: dict[str, str] = {}
    for row in rows:
        key, value = row["Key"], row.get("Value", "")
        if not 1 <= len(key) <= 128 or not _TEXT.fullmatch(key) or key.startswith("aws:"):
            raise errors.bad_tags(f"The tag key {key} is not valid.")
        if len(value) > 256 or not _TEXT.fullmatch(value):
            raise errors.bad_tags(f"The value of the tag {key} is not valid.")
        if key in tags:
            raise errors.bad_tags(f"The tag key {key} is duplicated.")
        tags[key] = value
    return tags
