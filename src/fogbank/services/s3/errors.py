"""S3's errors with AWS's texts. Unless noted, the source is the S3 API Reference, "Error responses", list of codes.

The model names only a few of them. `members` are the elements that S3 adds to the error document.
"""

from typing import Any

from fogbank.kernel.errors import AccessDenied, NotImplementedHere, ServiceError


class S3Error(ServiceError):
    """An error that the model does not have."""


def _error(code: str, status: int, message: str, headers: dict[str, str] | None = None, **members: Any) -> S3Error:
    return S3Error(message, code=code, status=status, members=members, headers=headers)


# -- buckets


def no_bucket(name: str) -> ServiceError:
    return _error("NoSuchBucket", 404, "The specified bucket does not exist", BucketName=name)


def bad_bucket_name(name: str) -> ServiceError:
    return _error("InvalidBucketName", 400, "The specified bucket is not valid.", BucketName=name)


def bucket_taken(name: str) -> ServiceError:
    return _error(
        "BucketAlreadyExists",
        409,
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
        "Please select a different name and try again.",
        BucketName=name,
    )


def bucket_yours(name: str) -> ServiceError:
    return _error(
        "BucketAlreadyOwnedByYou",
        409,
        "Your previous request to create the named bucket succeeded and you already own it.",
        BucketName=name,
    )


def bucket_not_empty(name: str, *, versioned: bool) -> ServiceError:
    text = "The bucket you tried to delete is not empty"
    if versioned:
        text += ". You must delete all versions in the bucket."
    return _error("BucketNotEmpty", 409, text, BucketName=name)


def too_many_buckets() -> ServiceError:
    return _error("TooManyBuckets", 400, "You have attempted to create more buckets than allowed")


def elsewhere(name: str, region: str, endpoint: str) -> ServiceError:
    """The bucket is in another region than the request was signed for."""
    return _error(
        "PermanentRedirect",
        301,
        "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all "
        "future requests to this endpoint.",
        {"x-amz-bucket-region": region},
        Endpoint=endpoint,
        Bucket=name,
    )


def bad_location(constraint: str) -> ServiceError:
    """Source: observed, CreateBucket with a region that does not exist, or with us-east-1."""
    return _error(
        "InvalidLocationConstraint",
        400,
        "The specified location-constraint is not valid",
        LocationConstraint=constraint,
    )


def incompatible_location(constraint: str) -> ServiceError:
    """Source: observed, CreateBucket at a regional endpoint; without a constraint the text says "unspecified"."""
    return _error(
        "IllegalLocationConstraintException",
        400,
        f"The {constraint or 'unspecified'} location constraint is incompatible for the region specific endpoint this "
        "request was sent to.",
    )


def no_versioning_status() -> ServiceError:
    """Source: observed, PutBucketVersioning without a Status."""
    return _error(
        "IllegalVersioningConfigurationException",
        400,
        "The Versioning element must be specified",
    )


def no_tag_set(name: str) -> ServiceError:
    return _error("NoSuchTagSet", 404, "The TagSet does not exist", BucketName=name)


def no_acl() -> ServiceError:
    return _error("AccessControlListNotSupported", 400, "The bucket does not allow ACLs")


def wrong_owner() -> ServiceError:
    """x-amz-expected-bucket-owner names another account."""
    return AccessDenied("Access Denied")


# -- objects


def no_key(key: str, headers: dict[str, str] | None = None) -> ServiceError:
    return _error("NoSuchKey", 404, "The specified key does not exist.", headers, Key=key)


def no_version(key: str, version_id: str) -> ServiceError:
    return _error("NoSuchVersion", 404, "The specified version does not exist.", Key=key, VersionId=version_id)


def bad_version_id(version_id: str) -> ServiceError:
    """Source: observed, GetObject with a version id of another form."""
    return bad_argument("versionId", version_id, "Invalid version id specified")


def is_marker(headers: dict[str, str]) -> ServiceError:
    """Source: S3 User Guide, Working with delete markers: GET of a marker by its version is 405."""
    return _error(
        "MethodNotAllowed",
        405,
        "The specified method is not allowed against this resource.",
        headers,
        Method="GET",
        ResourceType="DeleteMarker",
    )


def key_too_long(size_bytes: int) -> ServiceError:
    return _error("KeyTooLongError", 400, "Your key is too long", Size=size_bytes, MaxSizeAllowed=1024)


def too_large(size_bytes: int | None, size_bytes_max: int) -> ServiceError:
    known: dict[str, Any] = {} if size_bytes is None else {"ProposedSize": size_bytes}
    text = "Your proposed upload exceeds the maximum allowed size"
    return _error("EntityTooLarge", 400, text, **known, MaxSizeAllowed=size_bytes_max)


def metadata_too_large(size_bytes: int, size_bytes_max: int) -> ServiceError:
    return _error(
        "MetadataTooLarge",
        400,
        "Your metadata headers exceed the maximum allowed metadata size",
        Size=size_bytes,
        MaxSizeAllowed=size_bytes_max,
    )


def bad_storage_class(name: str) -> ServiceError:
    return _error(
        "InvalidStorageClass", 400, "The storage class you specified is not valid", StorageClassRequested=name
    )


def bad_redirect(value: str) -> ServiceError:
    """Source: S3 API Reference, InvalidRedirectLocation; text as in its list."""
    return _error(
        "InvalidRedirectLocation",
        400,
        "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
        RedirectLocation=value,
    )


def bad_encryption(value: str) -> ServiceError:
    return _error(
        "InvalidEncryptionAlgorithmError",
        400,
        "The Encryption request you specified is not valid. Supported value: AES256.",
        EncryptionAlgorithm=value,
    )


def not_yet(what: str) -> ServiceError:
    """A parameter that AWS has and Fogbank does not act on yet: refused, not ignored."""
    error = NotImplementedHere("s3", what)
    error.message = f"Fogbank does not implement {what} for S3 yet."
    return error


# -- conditions, ranges


def condition_failed(condition: str) -> ServiceError:
    return _error(
        "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold", Condition=condition
    )


def not_modified(headers: dict[str, str]) -> ServiceError:
    return _error("NotModified", 304, "Not Modified", headers)


def conflicting_write(condition: str, key: str) -> ServiceError:
    """Source: S3 User Guide, conditional writes: another request changed the key meanwhile."""
    return _error(
        "ConditionalRequestConflict",
        409,
        "The conditional request cannot succeed due to a conflicting operation against this resource.",
        Condition=condition,
        Key=key,
    )


def bad_range(asked: str, size_bytes: int) -> ServiceError:
    return _error(
        "InvalidRange",
        416,
        "The requested range is not satisfiable",
        {"Content-Range": f"bytes */{size_bytes}"},
        RangeRequested=asked,
        ActualObjectSize=size_bytes,
    )


def bad_copy_range(asked: str, size_bytes: int) -> ServiceError:
    """Source: observed, UploadPartCopy beyond the end of its source."""
    text = f"Range specified is not valid for source object of size: {size_bytes}"
    return bad_argument("x-amz-copy-source-range", asked, text)


def bad_part_number(asked: int, parts: int) -> ServiceError:
    """Source: observed, GetObject with a partNumber that the object does not have."""
    return _error(
        "InvalidPartNumber",
        416,
        "The requested partnumber is not satisfiable",
        PartNumberRequested=asked,
        ActualPartCount=parts,
    )


def bad_argument(name: str, value: object, text: str) -> ServiceError:
    return _error("InvalidArgument", 400, text, ArgumentName=name, ArgumentValue=value)


def bad_request(text: str) -> ServiceError:
    return _error("InvalidRequest", 400, text)


# -- digests


def bad_md5_form(value: str) -> ServiceError:
    shown: dict[str, Any] = {"Content-MD5": value}
    return _error("InvalidDigest", 400, "The Content-MD5 you specified was invalid.", **shown)


def wrong_md5(expected: str, calculated: str) -> ServiceError:
    return _error(
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
    return _error("BadDigest", 400, f"The {algorithm} you specified did not match the calculated checksum.")


def several_checksums() -> ServiceError:
    """Source: observed, PutObject with two x-amz-checksum headers."""
    return bad_request("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")


def unknown_checksum() -> ServiceError:
    """Source: observed, x-amz-sdk-checksum-algorithm with a name that S3 does not have."""
    return bad_request("Checksum algorithm provided is unsupported. Please try again with any of the valid types.")


def no_md5() -> ServiceError:
    """Source: observed, DeleteObjects without a digest."""
    return bad_request("Missing required header for this request: Content-MD5 OR x-amz-checksum-*")


# -- multipart uploads


def no_upload(upload: str) -> ServiceError:
    return _error(
        "NoSuchUpload",
        404,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or "
        "completed.",
        UploadId=upload,
    )


def bad_part(upload: str, number: int, etag: str) -> ServiceError:
    return _error(
        "InvalidPart",
        400,
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified "
        "entity tag may not match the part's entity tag.",
        UploadId=upload,
        PartNumber=number,
        ETag=etag,
    )


def bad_part_order(upload: str) -> ServiceError:
    return _error(
        "InvalidPartOrder",
        400,
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
        UploadId=upload,
    )


def part_too_small(number: int, size_bytes: int, size_bytes_min: int, etag: str) -> ServiceError:
    return _error(
        "EntityTooSmall",
        400,
        "Your proposed upload is smaller than the minimum allowed size",
        ProposedSize=size_bytes,
        MinSizeAllowed=size_bytes_min,
        PartNumber=number,
        ETag=etag,
    )


def malformed() -> ServiceError:
    return _error(
        "MalformedXML", 400, "The XML you provided was not well-formed or did not validate against our published schema"
    )


# -- tags


def bad_tag(text: str, key: str = "") -> ServiceError:
    shown: dict[str, Any] = {"TagKey": key} if key else {}
    return _error("InvalidTag", 400, text, **shown)


def too_many_tags(text: str) -> ServiceError:
    """Source: observed, eleven tags on an object."""
    return _error("BadRequest", 400, text)


def bad_tagging_header(value: str) -> ServiceError:
    """Source: observed, x-amz-tagging that cannot be read or names a key twice."""
    return bad_argument(
        "x-amz-tagging",
        value,
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name "
        "duplicates.",
    )
