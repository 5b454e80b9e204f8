"""Builds requests for the wire's tests, as a client would send them."""

from fogbank.wire.body import BytesBody
from fogbank.wire.message import Request
from fogbank.wire.models import Models
from fogbank.wire.protocols import Codec, codec
from fogbank.wire.route import Router

MODELS = Models()
ROUTER = Router(MODELS)
LOCAL = "127.0.0.1:4566"


def request(
    method: str, target: str, *, scope: str | None = None, host: str = LOCAL, body: bytes = b"", **headers: str
) -> Request:
    """A request; `scope` signs it for a service (not verified here), underscores in header names are dashes."""
    path, _, query = target.partition("?")
    found = {name.replace("_", "-"): value for name, value in headers.items()} | {"host": host}
    if scope is not None:
        credential = f"AKIDEXAMPLE/20261124/us-east-1/{scope}/aws4_request"
        found["authorization"] = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0"
    return Request(method, path, query, found, BytesBody(body))


def form(body: str, *, scope: str | None = None, host: str = LOCAL, target: str = "/") -> Request:
    """A request of the query protocol."""
    content_type = "application/x-www-form-urlencoded; charset=utf-8"
    return request("POST", target, scope=scope, host=host, body=body.encode(), content_type=content_type)


def routed(asked: Request) -> tuple[str, str]:
    """The service and operation that a request is for."""
    route = ROUTER.route(asked)
    return route.service, route.operation


def of(service: str, operation: str, protocol: str | None = None) -> Codec:
    """An operation's codec."""
    model = MODELS.service(service)
    return codec(model.operation(operation), protocol or model.protocol)


def read(service: str, operation: str, asked: Request, protocol: str | None = None) -> dict[str, object]:
    """The input that a request holds."""
    return of(service, operation, protocol).parse(asked, asked.body.data or b"", ROUTER.route(asked).labels)
