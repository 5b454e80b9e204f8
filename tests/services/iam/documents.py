"""Policy documents for tests."""

import json
from typing import Any


def policy(*statements: dict[str, Any]) -> str:
    """A document of these statements."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, separators=(",", ":"))


def allow(*actions: str, resource: str = "*", **more: Any) -> str:
    """A document that allows these actions."""
    return policy({"Effect": "Allow", "Action": list(actions), "Resource": resource, **more})


def deny(*actions: str) -> str:
    """A document that denies these actions everywhere."""
    return policy({"Effect": "Deny", "Action": list(actions), "Resource": "*"})


def trust(**principal: Any) -> str:
    """A trust policy: `AWS="…"`, `Service="ec2.amazonaws.com"`."""
    return policy({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})


def allow_of_size(characters: int) -> str:
    """A document of exactly so many characters that count, and of more that do not: white space."""
    bucket = "arn:aws:s3:::"
    rest = characters - len(allow("s3:GetObject", resource=bucket))
    return allow("s3:GetObject", resource=bucket + "x" * rest).replace(",", " ,\n ")
