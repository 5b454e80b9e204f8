"""Multipart uploads beneath their operations: finding them, what a part must carry, what the whole adds up to."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from fogbank.kernel import checksums
from fogbank.kernel.call import Call
from fogbank.kernel.ports import Blobs
from fogbank.kernel.store import Tx
from fogbank.services.s3 import digests, encryption, errors, names, rules, upload_errors
from fogbank.services.s3.records import Bucket, Part, Upload
from fogbank.services.s3.writing import FULL

COMPOSITE = "COMPOSITE"


def need(tx: Tx, bucket: Bucket, req: Any) -> Upload:
    """The upload that a request names. Errors: NoSuchUpload."""
    upload = tx.get(Upload, bucket.id, req["Key"], req["UploadId"])
    if upload is None:
        raise upload_errors.no_upload(req["UploadId"])
    return upload


def key_of(call: Call, req: Any) -> bytes:
    """The data key of an upload in clear, b"" where it has none. Errors: NoSuchUpload, those of KMS."""
    bucket = names.bucket_at(call, req)
    return encryption.key_of(call, bucket.region, need(call.tx, bucket, req).sealed)


def id_of(call: Call) -> str:
    """A new id; ids order as their instants do."""
    return f"{int(call.clock.now() * 1e6):014x}{call.ids.hex(50)}"


def kind_of_checksum(req: Any) -> tuple[str, str]:
    """Algorithm and type that a new upload asks for; both empty where it does not.

    Errors: InvalidRequest.
    Source: S3 User Guide, Checking object integrity: which algorithms have which types, and the defaults.
    """
    algorithm = req.get("ChecksumAlgorithm")
    kind = req.get("ChecksumType")
    if algorithm is None:
        if kind is not None:
            raise errors.bad_request(
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."
            )
        return "", ""
    if algorithm not in checksums.SIZES:
        raise upload_errors.unknown_checksum()
    if kind is None:
        return algorithm, FULL if algorithm == digests.DEFAULT else COMPOSITE
    if kind not in (FULL, COMPOSITE):
        raise errors.bad_request("Value for x-amz-checksum-type header is invalid.")
    fitting = algorithm in checksums.COMBINABLE if kind == FULL else algorithm != digests.DEFAULT
    if not fitting:
        raise upload_errors.bad_checksum_type(algorithm, kind)
    return algorithm, kind


class Plan(NamedTuple):
    """What is computed over a part: what the client says of it, and the upload's own algorithm."""

    asked: digests.Wanted
    algorithm: str


def plan_of(call: Call, req: Any, upload: Upload) -> Plan:
    """The digests of a part. Errors: InvalidDigest, InvalidRequest (another algorithm than the upload's)."""
    algorithm = upload.checksum or digests.DEFAULT
    asked = digests.wanted(call, req, algorithm)
    if upload.checksum and asked.algorithm != upload.checksum:
        raise upload_errors.other_checksum(upload.checksum, asked.algorithm)
    return Plan(asked, algorithm)


def put_part(tx: Tx, blobs: Blobs, part: Part) -> None:
    """Keep a part; one of the same number goes."""
    old = tx.get(Part, part.upload, part.number)
    if old is not None:
        blobs.release(tx, old.blob)
    tx.put(part)


def abandon(tx: Tx, blobs: Blobs, upload: str) -> None:
    """Forget all parts of an upload, with their bytes."""
    for part in list(tx.scan(Part, upload)):
        blobs.release(tx, part.blob)
        tx.delete(part)


def check_number(number: int) -> int:
    """A part number from 1 to 10,000. Errors: InvalidArgument."""
    if not 1 <= number <= rules.PARTS_MAX:
        text = f"Part number must be an integer between 1 and {rules.PARTS_MAX}, inclusive"
        raise errors.bad_argument("partNumber", number, text)
    return number


def chosen_parts(tx: Tx, upload: Upload, wanted: Sequence[Any]) -> tuple[list[Part], list[Part]]:
    """The parts that a completion names, in order, and those that it leaves out.

    Errors: InvalidPart, InvalidPartOrder, EntityTooSmall, InvalidRequest, MalformedXML.
    Source: S3 API Reference, CompleteMultipartUpload, its errors.
    """
    if not wanted or any("PartNumber" not in entry or "ETag" not in entry for entry in wanted):
        raise errors.malformed()
    numbers = [entry["PartNumber"] for entry in wanted]
    if any(first >= second for first, second in pairwise(numbers)):
        raise upload_errors.bad_part_order(upload.id)
    there = {part.number: part for part in tx.scan(Part, upload.id)}
    chosen = []
    for entry in wanted:
        part = there.pop(entry["PartNumber"], None)
        etag = entry["ETag"].strip('"')
        if part is None or part.etag != etag:
            raise upload_errors.bad_part(upload.id, entry["PartNumber"], etag)
        _check_part_checksum(upload, part, entry)
        chosen.append(part)
    for part in chosen[:-1]:
        if part.size_bytes < rules.PART_BYTES_MIN:
            raise upload_errors.part_too_small(part.number, part.size_bytes, rules.PART_BYTES_MIN, part.etag)
    return chosen, list(there.values())


def _check_part_checksum(upload: Upload, part: Part, entry: Any) -> None:
    for member, algorithm in digests.MEMBERS.items():
        if member in entry and (algorithm != part.checksum or entry[member] != part.checksum_value):
            raise upload_errors.bad_part(upload.id, part.number, part.etag)
    if upload.checksum_type == COMPOSITE and digests.member_of(upload.checksum) not in entry:
        raise upload_errors.part_without_checksum(upload.checksum, part.number)


def etag_of(parts: Sequence[Part]) -> str:
    """The MD5 over the MD5s of the parts, "-", their count.

    Source: S3 User Guide, Checking object integrity, "Using part-level checksums for multipart uploads".
    """
    whole = checksums.checksum("MD5", b"".join(bytes.fromhex(part.etag) for part in parts))
    return f"{whole.hex()}-{len(parts)}"


def checksum_of(upload: Upload, parts: Sequence[Part]) -> tuple[str, str, str]:
    """Algorithm, value and type of the whole."""
    algorithm = upload.checksum or digests.DEFAULT
    raws = [checksums.from_base64(algorithm, part.checksum_value) or b"" for part in parts]
    if upload.checksum_type == COMPOSITE:
        return algorithm, checksums.composite(algorithm, raws), COMPOSITE
    whole = raws[0]
    for raw, part in zip(raws[1:], parts[1:], strict=True):
        whole = checksums.combine(algorithm, whole, raw, part.size_bytes)
    return algorithm, checksums.to_base64(whole), FULL


def check_whole(req: Any, found: tuple[str, str, str], size_bytes: int) -> None:
    """What the client says of the whole. Errors: InvalidRequest, BadDigest."""
    algorithm, value, kind = found
    if req.get("ChecksumType", kind) != kind:
        raise upload_errors.bad_checksum_type(algorithm, req["ChecksumType"])
    if req.get("MpuObjectSize", size_bytes) != size_bytes:
        raise upload_errors.wrong_size(req["MpuObjectSize"], size_bytes)
    for member, asked in digests.MEMBERS.items():
        if member in req and (asked != algorithm or req[member] not in (value, value.partition("-")[0])):
            raise upload_errors.wrong_checksum(asked.lower())
