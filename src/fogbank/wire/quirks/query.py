"""Requests of the query protocol that keep a parameter outside of the form."""

from collections.abc import Callable, Mapping
from typing import Any

from fogbank.wire.message import Request


def _queue_url(request: Request, members: Mapping[str, Any], params: dict[str, Any]) -> None:
    """SQS API Reference, "Making requests using the AWS query protocol": the queue may be the request's path."""
    if "QueueUrl" in members and "QueueUrl" not in params and request.path.count("/") >= 2:
        params["QueueUrl"] = request.endpoint + request.path


COMPLETERS: dict[str, Callable[[Request, Mapping[str, Any], dict[str, Any]], None]] = {"sqs": _queue_url}
