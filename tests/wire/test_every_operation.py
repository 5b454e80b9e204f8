"""Every operation of every model, against botocore as the independent judge of the protocols.

A sample input goes through botocore's own serialiser into our router and parser, a sample answer through our
serialiser into botocore's own parser, and a modelled error the same way. One test per service, every protocol that the
service lists.
"""

import gzip
import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import botocore
import pytest
from botocore.awsrequest import HeadersDict, create_request_object, prepare_request_dict
from botocore.model import OperationModel as BotoOperation
from botocore.model import ServiceModel as BotoService
from botocore.parsers import PROTOCOL_PARSERS
from botocore.serialize import SERIALIZERS

from fogbank.kernel.errors import ServiceError
from fogbank.wire.body import BytesBody
from fogbank.wire.digests import compile_check
from fogbank.wire.message import Request
from fogbank.wire.models import Models, OperationModel
from fogbank.wire.protocols import codec
from fogbank.wire.route import Router
from fogbank.wire.uris import Table
from tests.wire.samples import Sampler

MODELS = Models()
ROUTER = Router(MODELS)
SERVICES = sorted(MODELS.catalogue)
NOT_JUDGED = {
    # Ours alone (quirks/models.py).
    ("s3", "PostObject"),
    ("s3", "OptionsObject"),
    # Deprecated; two members share one element's name, so no parser can tell them apart.
    ("s3", "GetBucketNotification"),
    ("s3", "PutBucketNotification"),
}
OURS = {("s3", "GetObject"): "StatusCode", ("s3", "HeadObject"): "StatusCode"}
"""Members of answers that the SDKs' model lacks (quirks/models.py): the status of a range is 206."""

SAME_ENDPOINT = {
    ("docdb", "rds"),
    ("greengrassv2", "greengrass"),
    ("lambda-microvms", "lambda"),
    ("neptune", "rds"),
    ("signer", "signer-data"),
    ("sms-voice", "pinpoint-sms-voice"),
    ("wisdom", "qconnect"),
}
"""Services whose requests are the same bytes to the same host: the second answers for both."""

SIGNING_NAMES = {("s3", "ListDirectoryBuckets"): "s3express"}
"""Signing names that only botocore's endpoint rules know."""

REQUEST_ID = "0123-request-id"
TEXT = "The <message> & more"


def test_the_catalogue_lists_every_service_of_botocore() -> None:
    data = Path(botocore.__file__).parent / "data"
    assert {path.parent.parent.name for path in data.glob("*/*/service-2.json*")} == set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_every_operation_of(name: str) -> None:
    service = MODELS.service(name)
    boto = BotoService(_raw_model(service.folder), name)
    inputs, outputs = Sampler(service), Sampler(service)
    for operation in service.operations.values():
        if (name, operation.name) in NOT_JUDGED:
            continue
        params = _input_sample(operation, inputs)
        answer = _output_sample(operation, outputs)
        for protocol in service.metadata.get("protocols", [service.protocol]):
            context = f"{name}:{operation.name} in {protocol}"
            judge = boto.operation_model(operation.name)
            _check_request(operation, judge, protocol, params, context, valid=not inputs.unmatched)
            _check_answer(operation, judge, protocol, answer, context)
            if protocol in ("rest-xml", "query", "ec2"):
                _check_answer(operation, judge, protocol, _plain(answer), context)
            _check_error(operation, boto, protocol, context)
        inputs.unmatched = False


def _raw_model(folder: Path) -> dict[str, Any]:
    packed = folder / "service-2.json.gz"
    raw = gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / "service-2.json").read_bytes()
    model: dict[str, Any] = json.loads(raw)
    return model


def _input_sample(operation: OperationModel, sampler: Sampler) -> dict[str, Any]:
    if operation.input is None:
        return {}
    return sampler.top(operation.input, skip=frozenset({operation.event_input or "", *_digests(operation)}))


def _digests(operation: OperationModel) -> list[str]:
    """Members that must be right for the body (test_digests.py), which no sample is."""
    if compile_check(operation) is None:
        return []
    members = operation.service.shapes[operation.input]["members"]
    return [name for name, ref in members.items() if ref.get("locationName") == "Content-MD5"]


def _output_sample(operation: OperationModel, sampler: Sampler) -> dict[str, Any]:
    if operation.output is None:
        return {}
    return sampler.top(operation.output, skip=frozenset({operation.event_output or ""}))


def _check_request(
    operation: OperationModel, judge: BotoOperation, protocol: str, params: dict[str, Any], context: str, *, valid: bool
) -> None:
    request = _request(operation, judge, protocol, params)
    route = ROUTER.route(request)
    assert route.protocol == protocol, context
    if route.operation != operation.name:
        assert _is_twin(operation, route.operation), (context, route)
    if route.service != operation.service.name:
        assert (operation.service.name, route.service) in SAME_ENDPOINT, (context, route)
        found = Table(operation.service).match(request)
        route = route if found is None else route._replace(labels=found[1])
    body = b"" if operation.streaming_input else request.body.data
    parsed = codec(operation, protocol).parse(request, body or b"", route.labels)
    if valid:
        codec(operation, protocol).validate(parsed)
    if operation.streaming_input:
        stream = operation.event_input or operation.service.shapes[operation.input]["payload"]
        assert parsed.pop(stream) is request.body, context
        params = {member: value for member, value in params.items() if member != stream}
    assert _pruned(parsed) == _pruned(params), context


def _is_twin(operation: OperationModel, routed: str) -> bool:
    """A deprecated operation and its successor may be the same request."""
    other = operation.service.operation(routed)
    return (other.http_method, other.uri) == (operation.http_method, operation.uri) and bool(
        operation.raw.get("deprecated")
    )


def _request(operation: OperationModel, judge: BotoOperation, protocol: str, params: dict[str, Any]) -> Request:
    shapes = operation.service.shapes
    native = _to_botocore(shapes, {"shape": operation.input}, params) if operation.input else {}
    serialized = SERIALIZERS[protocol]().serialize_to_request(native, judge)
    entry = MODELS.catalogue[operation.service.name]
    prepare_request_dict(serialized, f"https://{entry['endpointPrefix']}.us-east-1.amazonaws.com")
    prepared = create_request_object(serialized).prepare()
    url = urlsplit(prepared.url)
    headers = {name.lower(): _text(value) for name, value in prepared.headers.items()}
    headers["host"] = url.netloc
    if operation.auth != "none":
        signing = SIGNING_NAMES.get((operation.service.name, operation.name), entry["signingName"])
        scope = f"AKIDEXAMPLE/20261124/us-east-1/{signing}/aws4_request"
        headers["authorization"] = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"
    body = prepared.body or b""
    return Request(
        prepared.method, url.path, url.query, headers, BytesBody(body.encode() if isinstance(body, str) else body)
    )


def _text(value: Any) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def _to_botocore(shapes: dict[str, Any], ref: dict[str, Any], value: Any) -> Any:
    """Our epoch seconds as botocore's datetimes."""
    shape = shapes[ref["shape"]]
    if shape.get("document") or ref.get("jsonvalue"):
        return value
    if shape["type"] == "timestamp":
        return datetime.fromtimestamp(value, UTC)
    if shape["type"] == "structure":
        return {name: _to_botocore(shapes, shape["members"][name], item) for name, item in value.items()}
    if shape["type"] == "list":
        return [_to_botocore(shapes, shape["member"], item) for item in value]
    if shape["type"] == "map":
        return {name: _to_botocore(shapes, shape["value"], item) for name, item in value.items()}
    return value


def _pruned(value: Any) -> Any:
    """The value without empty collections, which not every protocol can write, and with times that compare."""
    if isinstance(value, dict):
        found = {name: _pruned(item) for name, item in value.items()}
        return {name: item for name, item in found.items() if item not in ({}, [])}
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    return round(value, 3) if isinstance(value, float) else value


def _plain(value: Any) -> Any:
    """The value with texts that need no escape and lists of one text: such rows are written by code of their own."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in (value if value and isinstance(value[0], dict | list) else value[:1])]
    return "".join(c for c in value if c.isalnum() or c in " -'\"") if isinstance(value, str) else value


def _check_answer(
    operation: OperationModel, judge: BotoOperation, protocol: str, answer: dict[str, Any], context: str
) -> None:
    if operation.event_output is not None:
        return
    response = codec(operation, protocol).serialize(answer, REQUEST_ID)
    assert isinstance(response.body, bytes), context
    ours = OURS.get((operation.service.name, operation.name))
    if ours is not None:
        answer = dict(answer)
        assert response.status == answer.pop(ours), context
    raw = {
        "status_code": response.status,
        "headers": HeadersDict(response.headers),
        "body": response.body,
        "context": {"operation_name": operation.name},
    }
    payload = operation.service.shapes[operation.output].get("payload") if operation.output else None
    if operation.streaming_output or (payload and isinstance(answer.get(payload), bytes)):
        # botocore hands a stream on unread, and decodes only what it knows to be text.
        assert response.body == answer[payload], context
        raw["body"] = b""
        answer = {**answer, payload: ""}
    if operation.http_method == "HEAD":
        raw["body"] = b""
    parsed = PROTOCOL_PARSERS[protocol](timestamp_parser=_time).parse(raw, judge.output_shape)
    metadata = parsed.pop("ResponseMetadata")
    if judge.output_shape is not None or protocol != "smithy-rpc-v2-cbor":
        assert metadata["RequestId"] == REQUEST_ID, context
    if (operation.service.name, operation.name) == ("s3", "GetBucketLocation"):
        # botocore reads this one with a handler of its own, from the text of the root element.
        assert answer["LocationConstraint"].encode() in response.body
        return
    if operation.http_method == "HEAD":
        answer.pop("Body", None)
    if operation.http_method != "HEAD":
        # The door writes this header: it counts the body.
        answer = {member: value for member, value in answer.items() if member != _length_member(operation)}
    for member in _every_header(operation):
        parsed[member] = {name: value for name, value in parsed[member].items() if name in answer[member]}
    assert _pruned(parsed) == _pruned(answer), context


def _length_member(operation: OperationModel) -> str | None:
    members = operation.service.shapes[operation.output]["members"] if operation.output else {}
    lengths = (name for name, ref in members.items() if ref.get("locationName", "").lower() == "content-length")
    return next(lengths, None)


def _every_header(operation: OperationModel) -> list[str]:
    """Members that take every header of an answer, of ours too."""
    members = operation.service.shapes[operation.output]["members"] if operation.output else {}
    return [name for name, ref in members.items() if ref.get("location") == "headers" and not ref.get("locationName")]


def _time(value: Any) -> float:
    """A judge of timestamps that is neither ours nor slow: the standard library's."""
    if isinstance(value, int | float):
        return float(value)
    if value[:3].isalpha():
        return parsedate_to_datetime(value).timestamp()
    return float(value) if value.replace(".", "").isdigit() else datetime.fromisoformat(value).timestamp()


def _check_error(operation: OperationModel, boto: BotoService, protocol: str, context: str) -> None:
    """A modelled error: code, message and request id as any client reads them, further members as botocore does."""
    service = operation.service
    name = operation.errors[0] if operation.errors else "SomethingElse"
    traits = service.shapes.get(name, {}).get("error", {})
    sample = Sampler(service).top(name) if name in service.shapes else {}
    members = {member: value for member, value in sample.items() if member.lower() not in ("message", "code")}
    error = ServiceError(TEXT, code=name, status=traits.get("httpStatusCode", 400), members=members)
    response = codec(operation, protocol).fault(error, REQUEST_ID)
    if operation.http_method == "HEAD":
        return
    raw = {"status_code": response.status, "headers": HeadersDict(response.headers), "body": response.body}
    parser = PROTOCOL_PARSERS[protocol](timestamp_parser=_time)
    parsed = parser.parse(raw, None)
    by_query_code = protocol in ("query", "rest-xml") or service.query_compatible
    expected = traits.get("code", name) if by_query_code else name
    assert (parsed["Error"]["Code"], parsed["Error"]["Message"]) == (expected, TEXT), context
    assert parsed["ResponseMetadata"]["RequestId"] == REQUEST_ID, context
    # The header of the code is the code whatever a member bound to it says; S3's errors have no modelled members.
    refs = service.shapes.get(name, {"members": {}})["members"]
    members = {m: v for m, v in members.items() if refs[m].get("locationName", "").lower() != "x-amzn-errortype"}
    if members and service.name != "s3":
        found = parser.parse(raw, boto.shape_for(name))
        assert _pruned({name: found[name] for name in members if name in found}) == _pruned(members), context


def test_samples_are_the_same_every_time() -> None:
    service = MODELS.service("ec2")
    assert Sampler(service).top("RunInstancesRequest") == Sampler(service).top("RunInstancesRequest")
