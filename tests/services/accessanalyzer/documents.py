"""Policies for the tests of custom policy checks."""

import json
from typing import Any


def policy(*statements: dict[str, Any]) -> str:
    """A policy of these statements."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def says(effect: str, action: Any = "s3:GetObject", resource: Any = "*", **more: Any) -> dict[str, Any]:
    """A statement."""
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def to(principal: Any, effect: str = "Allow", **more: Any) -> dict[str, Any]:
    """A statement of a resource policy."""
    return {**says(effect), "Principal": principal, **more}
