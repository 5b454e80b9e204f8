"""S3's errors about digests and multipart uploads, with AWS's texts. Sources as in errors.py."""

from typing import Any

from fogbank.kernel.errors import ServiceError
from fogbank.services.s3.errors import bad_request, error

# -- digests


def bad_md5_form(value: str) -> ServiceError:
    """Content-MD5 is no base64 of 16 bytes."""
    shown: dict[str, Any] = {"Content-MD5": value}
    return error("InvalidDigest", 400, "The Content-MD5 you specified was invalid.", **shown)


def wrong_md5(expected: str, calculated: str) -> ServiceError:
    """The body has another MD5."""
    return error(
        "BadDigest",
        400,
        "The Content-MD5 you specified did not match what we received.",
        ExpectedDigest=expected,
        CalculatedDigest=calculated,
    )


def bad_checksum_form(algorithm: str) -> ServiceError:
    """Source: observed, PutObject with a checksum of the wrong length."""
    return bad_request(f"Value for x-amz-checksum-{algorithm.lower()} header is invalid.")


def wrong_checksum(algorithm: str) -> ServiceError:
    """Source: observed, PutObject with the checksum of other bytes."""
    return error("BadDigest", 400, f"The {algorithm} you specified did not match the calculated checksum.")


def several_checksums() -> ServiceError:
    """Source: observed, PutObject with two x-amz-checksum headers."""
    return bad_request("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")


def unknown_checksum() -> ServiceError:
    """Source: observed, x-amz-sdk-checksum-algorithm with a name that S3 does not have."""
    return bad_request("Checksum algorithm provided is unsupported. Please try again with any of the valid types.")


def no_md5() -> ServiceError:
    """Source: observed, DeleteObjects without a digest."""
    return bad_request("Missing required header for this request: Content-MD5 OR x-amz-checksum-*")


def bad_checksum_type(algorithm: str, kind: str) -> ServiceError:
    """Source: observed, CreateMultipartUpload with FULL_OBJECT and SHA256."""
    return bad_request(f"The {kind} checksum type cannot be used with the {algorithm.lower()} checksum algorithm.")


def other_checksum(expected: str, actual: str) -> ServiceError:
    """Source: observed, UploadPart with another algorithm than its upload."""
    return bad_request(
        f"Checksum Type mismatch occurred, expected checksum Type: {expected.lower()}, actual checksum Type: "
        f"{actual.lower()}"
    )


# -- multipart uploads


def part_without_checksum(algorithm: str, number: int) -> ServiceError:
    """Source: observed, CompleteMultipartUpload of an upload with checksums."""
    return bad_request(
        f"The upload was created using a {algorithm.lower()} checksum. The complete request must include the checksum "
        f"for each part. It was missing for part {number} in the request."
    )


def wrong_size(said: int, size_bytes: int) -> ServiceError:
    """Source: S3 API Reference, CompleteMultipartUpload, x-amz-mp-object-size; the text follows its words."""
    return bad_request(
        f"The provided 'x-amz-mp-object-size' header value {said} does not match what was computed: {size_bytes}"
    )


def copy_too_large(size_bytes_max: int) -> ServiceError:
    """Source: observed, CopyObject of more than 5 GiB."""
    return bad_request(
        f"The specified copy source is larger than the maximum allowable size for a copy source: {size_bytes_max}"
    )


def no_upload(upload: str) -> ServiceError:
    """There is no such upload."""
    return error(
        "NoSuchUpload",
        404,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or "
        "completed.",
        UploadId=upload,
    )


def bad_part(upload: str, number: int, etag: str) -> ServiceError:
    """A part is not there, or is not the one meant."""
    return error(
        "InvalidPart",
        400,
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified "
        "entity tag may not match the part's entity tag.",
        UploadId=upload,
        PartNumber=number,
        ETag=etag,
    )


def bad_part_order(upload: str) -> ServiceError:
    """Parts are not named in ascending order."""
    return error(
        "InvalidPartOrder",
        400,
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
        UploadId=upload,
    )


def part_too_small(number: int, size_bytes: int, size_bytes_min: int, etag: str) -> ServiceError:
    """A part other than the last is smaller than 5 MiB."""
    return error(
        "EntityTooSmall",
        400,
        "Your proposed upload is smaller than the minimum allowed size",
        ProposedSize=size_bytes,
        MinSizeAllowed=size_bytes_min,
        PartNumber=number,
        ETag=etag,
    )
