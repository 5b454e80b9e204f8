"""Which bucket and key a request to S3 names: by host (virtual-hosted style) or by path, and which operation it is.

Source: S3 User Guide, "Virtual hosting of general purpose buckets" and "Methods for accessing a bucket".
"""

import re
from typing import Any

from fogbank.kernel.errors import ServiceError
from fogbank.wire.message import Request
from fogbank.wire.protocols import forms
from fogbank.wire.uris import Leaf, choose, leaves_of

_HOST = re.compile(
    r"(?P<name>.+)\.(?P<kind>s3express-[a-z0-9-]+|s3(?:-[a-z0-9-]+)?)(?:\.[a-z0-9-]+)*?"
    r"\.(?:amazonaws\.com(?:\.cn)?|api\.aws|localhost)"
)
_SERVICE_HOST = re.compile(r"s3(?:[.-][a-z0-9.-]+)?")
_ACCESS_POINT = re.compile(r"(?P<name>.+)-(?P<account>[0-9]{12})")
_SERVICE, _BUCKET, _OBJECT = "/", "/{Bucket}", "/{Bucket}/{Key+}"
_LAMBDA_PATH = "/WriteGetObjectResponse"


def bucket_of_host(host: str) -> str | None:
    """The bucket that stands in the host name."""
    if ".s3" in host:
        match = _HOST.fullmatch(host)
        if match is not None:
            if match["kind"] in ("s3-accesspoint", "s3-accesspoint-fips"):
                return _access_point(host, match["name"])
            return match["name"]
    if host.endswith(".localhost"):
        name = host[: -len(".localhost")]
        return None if _SERVICE_HOST.fullmatch(name) else name
    return None


def _access_point(host: str, name: str) -> str:
    match = _ACCESS_POINT.fullmatch(name)
    region = next((part for part in host.split(".") if re.fullmatch(r"[a-z]+(-[a-z]+)+-\d", part)), "us-east-1")
    return f"arn:aws:s3:{region}:{match['account']}:accesspoint/{match['name']}" if match else name


def _not_a_form() -> ServiceError:
    """S3 API Reference, "Error responses", PreconditionFailed, as a bucket answers to a POST that is not a form."""
    return ServiceError(
        "At least one of the pre-conditions you specified did not hold",
        code="PreconditionFailed",
        status=412,
        members={"Condition": "Bucket POST must be of the enclosure-type multipart/form-data"},
    )


class Table:
    """S3's operations by method and kind of path."""

    def __init__(self, service: Any) -> None:
        self._leaves: dict[tuple[str, str], list[Leaf]] = {}
        for path, leaves in leaves_of(service).items():
            for leaf in leaves:
                self._leaves.setdefault((leaf.method, path), []).append(leaf)
        self._plain = {
            key: next(leaf.operation for leaf in leaves if not leaf.literals and not leaf.query and not leaf.headers)
            for key, leaves in self._leaves.items()
            if any(not leaf.literals and not leaf.query and not leaf.headers for leaf in leaves)
        }

    def match(self, request: Request) -> tuple[str, dict[str, str]] | None:
        """The operation and its labels."""
        path, method, host = request.path, request.method, request.host
        bucket = bucket_of_host(host) if "." in host else None
        if bucket is None:
            bucket, _, key = path[1:].partition("/")
            if "%" in bucket:
                bucket = forms.unquote(bucket)
        else:
            key = path[1:]
        if "%" in key:
            key = forms.unquote(key)
        if not bucket:
            return self._service_level(request)
        headers = request.headers
        labels = {"Bucket": bucket, "Key": key} if key else {"Bucket": bucket}
        if method == "OPTIONS":
            return "OptionsObject", labels
        kind = _OBJECT if key else _BUCKET
        if not request.query and "x-amz-copy-source" not in headers and method != "POST":
            operation = self._plain.get((method, kind))
            return (operation, labels) if operation is not None else None
        if method == "POST":
            if path == _LAMBDA_PATH and "x-amz-request-route" in headers:
                return "WriteGetObjectResponse", {}
            if not key and headers.get("content-type", "").startswith("multipart/form-data"):
                return "PostObject", labels
        found = choose(self._leaves.get((method, kind), ()), request)
        if found is not None and found.operation == "PostObject":
            raise _not_a_form()
        return (found.operation, labels) if found is not None else None

    def _service_level(self, request: Request) -> tuple[str, dict[str, str]] | None:
        if request.method != "GET":
            return None
        directories = "s3express" in request.host or "/s3express/" in request.headers.get("authorization", "")
        return ("ListDirectoryBuckets" if directories else "ListBuckets"), {}
