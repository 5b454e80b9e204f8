"""The digests that a request gives of its own body, where the operation's model has the checksum traits.

Only for bodies that are read whole; those that stream are held to their digests by the handlers that keep them.
"""

from collections.abc import Callable, Mapping

from fogbank.kernel import checksums
from fogbank.kernel.errors import ServiceError
from fogbank.wire.message import Request
from fogbank.wire.models import OperationModel

Check = Callable[[Request, bytes], None]
_PREFIX = "x-amz-checksum-"
_ALGORITHMS: Mapping[str, str] = {_PREFIX + name.lower(): name for name in checksums.SIZES}


def compile_check(op: OperationModel) -> Check | None:
    """The check of the operation's bodies; None where the model wants none or the body streams.

    Source: Smithy, "httpChecksum trait" (`requestAlgorithmMember`) and "httpChecksumRequired trait".
    """
    wants = op.raw.get("httpChecksumRequired") or "requestAlgorithmMember" in op.raw.get("httpChecksum", {})
    return check if wants and op.input is not None and not op.streaming_input else None


def check(request: Request, body: bytes) -> None:
    """Hold a body to Content-MD5 and to x-amz-checksum headers or trailers.

    Errors: InvalidDigest, BadDigest, InvalidRequest.
    Source: S3 API Reference, "Error responses"; S3 User Guide, "Checking object integrity".
    """
    headers = request.headers
    md5 = headers.get("content-md5")
    if md5 is not None:
        _check_md5(md5, body)
    given = [(name, text) for found in (headers, request.body.trailers) for name, text in found.items()]
    sums = [(_ALGORITHMS[name], text) for name, text in given if name in _ALGORITHMS]
    if len(sums) > 1:
        raise _refusal("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
    for algorithm, text in sums:
        value = checksums.from_base64(algorithm, text)
        if value is None:
            raise _refusal(f"Value for {_PREFIX}{algorithm.lower()} header is invalid.")
        if value != checksums.checksum(algorithm, body):
            text = f"The {algorithm} you specified did not match the calculated checksum."
            raise ServiceError(text, code="BadDigest", status=400)


def _check_md5(text: str, body: bytes) -> None:
    value = checksums.from_base64("MD5", text)
    if value is None:
        said = {"Content-MD5": text}
        raise ServiceError("The Content-MD5 you specified was invalid.", code="InvalidDigest", status=400, members=said)
    found = checksums.checksum("MD5", body)
    if value != found:
        raise ServiceError(
            "The Content-MD5 you specified did not match what we received.",
            code="BadDigest",
            status=400,
            members={"ExpectedDigest": text, "CalculatedDigest": checksums.to_base64(found)},
        )


def _refusal(text: str) -> ServiceError:
    return ServiceError(text, code="InvalidRequest", status=400)
