"""Which digests a request wants of its body, and what is kept of them: between the wire's headers and the checksums."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from fogbank.kernel import checksums
from fogbank.kernel.call import Call
from fogbank.services.s3 import upload_errors

DEFAULT = "CRC64NVME"
"""What S3 computes where the client sends none. Source: S3 User Guide, Checking object integrity."""

MEMBERS: Mapping[str, str] = {f"Checksum{name}": name for name in checksums.SIZES}
_HEADER = "x-amz-checksum-"


class Wanted(NamedTuple):
    """What the client says of its body: an MD5, a checksum and its value, perhaps only in a trailer."""

    md5: bytes | None
    algorithm: str
    value: bytes | None


class Sum(NamedTuple):
    """What was found: the MD5 in hexadecimal, the checksum in base64."""

    md5: str
    algorithm: str
    value: str


def wanted(call: Call, req: Any, default: str = DEFAULT) -> Wanted:
    """What a request says. Errors: InvalidDigest, InvalidRequest."""
    md5 = req.get("ContentMD5")
    given = [member for member in req if member in MEMBERS]
    if len(given) > 1:
        raise upload_errors.several_checksums()
    value = None
    if given:
        algorithm = MEMBERS[given[0]]
        value = _value(algorithm, req[given[0]])
    else:
        algorithm = req.get("ChecksumAlgorithm") or _trailing(call) or default
        if algorithm not in checksums.SIZES:
            raise upload_errors.unknown_checksum()
    if md5 is None:
        return Wanted(None, algorithm, value)
    raw = checksums.from_base64("MD5", md5)
    if raw is None:
        raise upload_errors.bad_md5_form(md5)
    return Wanted(raw, algorithm, value)


def _value(algorithm: str, text: str) -> bytes:
    value = checksums.from_base64(algorithm, text)
    if value is None:
        raise upload_errors.bad_checksum_form(algorithm)
    return value


def _trailing(call: Call) -> str | None:
    """The algorithm that x-amz-trailer announces."""
    announced = call.headers.get("x-amz-trailer", "").lower()
    return announced[len(_HEADER) :].upper() if announced.startswith(_HEADER) else None


class Pair(NamedTuple):
    """Both digests of a body that streams."""

    md5: checksums.Digests
    other: checksums.Digests

    @classmethod
    def of(cls, *algorithms: str) -> "Pair":
        """Fresh ones."""
        return cls(checksums.Digests(["MD5"]), checksums.Digests(set(algorithms)))


def of_bytes(asked: Wanted, data: bytes, trailers: Mapping[str, str]) -> Sum:
    """The digests of a complete body, checked against what the client said. Errors: BadDigest."""
    return _checked(asked, checksums.checksum("MD5", data), checksums.checksum(asked.algorithm, data), trailers)


def of_stream(asked: Wanted, pair: Pair, trailers: Mapping[str, str]) -> Sum:
    """The same for a body that has gone by."""
    return _checked(asked, pair.md5.digest("MD5"), pair.other.digest(asked.algorithm), trailers)


def _checked(asked: Wanted, md5: bytes, value: bytes, trailers: Mapping[str, str]) -> Sum:
    if asked.md5 is not None and asked.md5 != md5:
        raise upload_errors.wrong_md5(checksums.to_base64(asked.md5), checksums.to_base64(md5))
    expected = asked.value
    if trailers and expected is None:
        text = trailers.get(_HEADER + asked.algorithm.lower())
        if text is not None:
            expected = _value(asked.algorithm, text)
    if expected is not None and expected != value:
        raise upload_errors.wrong_checksum(asked.algorithm)
    return Sum(md5.hex(), asked.algorithm, checksums.to_base64(value))


def value_of_bytes(found: Sum, algorithm: str, data: bytes) -> str:
    """The checksum by an algorithm, computed only where it is not what was found already."""
    return found.value if algorithm == found.algorithm else checksums.to_base64(checksums.checksum(algorithm, data))


def member_of(algorithm: str) -> str:
    """The member that carries a checksum's value."""
    return f"Checksum{algorithm}"
