"""S3's errors with AWS's texts. Unless noted, the source is the S3 API Reference, "Error responses", list of codes.

The model names only a few of them. `members` are the elements that S3 adds to the error document.
"""

from typing import Any

from fogbank.kernel.errors import AccessDenied, NotImplementedHere, ServiceError


class S3Error(ServiceError):
    """An error that the model does not have."""


def error(code: str, status: int, message: str, headers: dict[str, str] | None = None, **members: Any) -> S3Error:
    """One of S3's errors; `members` are the elements that it adds to the document."""
    return S3Error(message, code=code, status=status, members=members, headers=headers)


# -- buckets


def no_bucket(name: str) -> ServiceError:
    """The bucket does not exist."""
    return error("NoSuchBucket", 404, "The specified bucket does not exist", BucketName=name)


def bad_bucket_name(name: str) -> ServiceError:
    """No bucket can be called so."""
    return error("InvalidBucketName", 400, "The specified bucket is not valid.", BucketName=name)


def no_policy(name: str) -> ServiceError:
    """The bucket has no policy."""
    return error("NoSuchBucketPolicy", 404, "The bucket policy does not exist", BucketName=name)


def bad_policy(why: str) -> ServiceError:
    """The policy is none. Source: observed, for example "Policy has invalid resource"."""
    return error("MalformedPolicy", 400, why)


def policy_too_large() -> ServiceError:
    """Source: observed: "Policy exceeds the maximum allowed document size."."""
    return error("PolicyTooLarge", 400, "Policy exceeds the maximum allowed document size.")


def no_public_access_block() -> ServiceError:
    """Nothing is said of public access."""
    return error("NoSuchPublicAccessBlockConfiguration", 404, "The public access block configuration was not found")


def bucket_taken(name: str) -> ServiceError:
    """Another account has the name."""
    return error(
        "BucketAlreadyExists",
        409,
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
        "Please select a different name and try again.",
        BucketName=name,
    )


def bucket_yours(name: str) -> ServiceError:
    """The caller has the bucket already."""
    return error(
        "BucketAlreadyOwnedByYou",
        409,
        "Your previous request to create the named bucket succeeded and you already own it.",
        BucketName=name,
    )


def bucket_not_empty(name: str, *, versioned: bool) -> ServiceError:
    """Objects, or versions of them, are left."""
    text = "The bucket you tried to delete is not empty"
    if versioned:
        text += ". You must delete all versions in the bucket."
    return error("BucketNotEmpty", 409, text, BucketName=name)


def too_many_buckets() -> ServiceError:
    """The account's quota of buckets is used up."""
    return error("TooManyBuckets", 400, "You have attempted to create more buckets than allowed")


def elsewhere(name: str, region: str, endpoint: str) -> ServiceError:
    """The bucket is in another region than the request was signed for."""
    return error(
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
    return error(
        "InvalidLocationConstraint",
        400,
        "The specified location-constraint is not valid",
        LocationConstraint=constraint,
    )


def incompatible_location(constraint: str) -> ServiceError:
    """Source: observed, CreateBucket at a regional endpoint; without a constraint the text says "unspecified"."""
    return error(
        "IllegalLocationConstraintException",
        400,
        f"The {constraint or 'unspecified'} location constraint is incompatible for the region specific endpoint this "
        "request was sent to.",
    )


def no_versioning_status() -> ServiceError:
    """Source: observed, PutBucketVersioning without a Status."""
    return error(
        "IllegalVersioningConfigurationException",
        400,
        "The Versioning element must be specified",
    )


def no_tag_set(name: str) -> ServiceError:
    """The bucket has no tags."""
    return error("NoSuchTagSet", 404, "The TagSet does not exist", BucketName=name)


def no_acl() -> ServiceError:
    """Access lists are off."""
    return error("AccessControlListNotSupported", 400, "The bucket does not allow ACLs")


def wrong_owner() -> ServiceError:
    """x-amz-expected-bucket-owner names another account."""
    return AccessDenied("Access Denied")


# -- objects


def no_key(key: str, headers: dict[str, str] | None = None) -> ServiceError:
    """The object does not exist."""
    return error("NoSuchKey", 404, "The specified key does not exist.", headers, Key=key)


def no_version(key: str, version_id: str) -> ServiceError:
    """The object has no such version."""
    return error("NoSuchVersion", 404, "The specified version does not exist.", Key=key, VersionId=version_id)


def bad_version_id(version_id: str) -> ServiceError:
    """Source: observed, GetObject with a version id of another form."""
    return bad_argument("versionId", version_id, "Invalid version id specified")


def is_marker(headers: dict[str, str]) -> ServiceError:
    """Source: S3 User Guide, Working with delete markers: GET of a marker by its version is 405."""
    return error(
        "MethodNotAllowed",
        405,
        "The specified method is not allowed against this resource.",
        headers,
        Method="GET",
        ResourceType="DeleteMarker",
    )


def key_too_long(size_bytes: int) -> ServiceError:
    """The key has more than 1,024 bytes."""
    return error("KeyTooLongError", 400, "Your key is too long", Size=size_bytes, MaxSizeAllowed=1024)


def too_large(size_bytes: int | None, size_bytes_max: int) -> ServiceError:
    """The body, or the whole, is too long."""
    known: dict[str, Any] = {} if size_bytes is None else {"ProposedSize": size_bytes}
    text = "Your proposed upload exceeds the maximum allowed size"
    return error("EntityTooLarge", 400, text, **known, MaxSizeAllowed=size_bytes_max)


def metadata_too_large(size_bytes: int, size_bytes_max: int) -> ServiceError:
    """The user's metadata exceed 2 KB."""
    return error(
        "MetadataTooLarge",
        400,
        "Your metadata headers exceed the maximum allowed metadata size",
        Size=size_bytes,
        MaxSizeAllowed=size_bytes_max,
    )


def bad_storage_class(name: str) -> ServiceError:
    """There is no such storage class."""
    return error("InvalidStorageClass", 400, "The storage class you specified is not valid", StorageClassRequested=name)


def bad_redirect(value: str) -> ServiceError:
    """Source: S3 API Reference, InvalidRedirectLocation; text as in its list."""
    return error(
        "InvalidRedirectLocation",
        400,
        "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
        RedirectLocation=value,
    )


def bad_encryption(value: str) -> ServiceError:
    """There is no such encryption."""
    return error(
        "InvalidEncryptionAlgorithmError",
        400,
        "The Encryption request you specified is not valid. Supported value: AES256.",
        EncryptionAlgorithm=value,
    )


def kms_without_kind() -> ServiceError:
    """A KMS key or context without aws:kms. Source: observed, PutObject with a key id alone."""
    return error(
        "InvalidArgument",
        400,
        "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
        ArgumentName="x-amz-server-side-encryption",
    )


def kms_needs_version_4() -> ServiceError:
    """An old signature. Source: observed, GetObject of an object under a KMS key."""
    return error(
        "InvalidArgument",
        400,
        "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
        ArgumentName="Authorization",
    )


def of_kms(found: ServiceError) -> ServiceError:
    """What KMS refuses, as S3 passes it on. Source: observed, for example KMS.DisabledException."""
    return error(f"KMS.{found.code}", 400, found.message)


def not_yet(what: str) -> ServiceError:
    """A parameter that AWS has and Fogbank does not act on yet: refused, not ignored."""
    error = NotImplementedHere("s3", what)
    error.message = f"Fogbank does not implement {what} for S3 yet."
    return error


# -- conditions, ranges


def condition_failed(condition: str) -> ServiceError:
    """A condition of the request does not hold: 412."""
    return error(
        "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold", Condition=condition
    )


def not_modified(headers: dict[str, str]) -> ServiceError:
    """The client has the object already: 304."""
    return error("NotModified", 304, "Not Modified", headers)


def conflicting_write(condition: str, key: str) -> ServiceError:
    """Source: S3 User Guide, conditional writes: another request changed the key meanwhile."""
    return error(
        "ConditionalRequestConflict",
        409,
        "The conditional request cannot succeed due to a conflicting operation against this resource.",
        Condition=condition,
        Key=key,
    )


def bad_range(asked: str, size_bytes: int) -> ServiceError:
    """The range begins behind the end: 416."""
    return error(
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
    return error(
        "InvalidPartNumber",
        416,
        "The requested partnumber is not satisfiable",
        PartNumberRequested=asked,
        ActualPartCount=parts,
    )


def bad_argument(name: str, value: object, text: str) -> ServiceError:
    """A parameter has a value that it cannot have."""
    return error("InvalidArgument", 400, text, ArgumentName=name, ArgumentValue=value)


def bad_request(text: str) -> ServiceError:
    """The request contradicts itself or the state of things."""
    return error("InvalidRequest", 400, text)


def malformed() -> ServiceError:
    """The document is not as the schema says."""
    return error(
        "MalformedXML", 400, "The XML you provided was not well-formed or did not validate against our published schema"
    )


# -- tags


def bad_tag(text: str, key: str = "") -> ServiceError:
    """A tag cannot be so."""
    shown: dict[str, Any] = {"TagKey": key} if key else {}
    return error("InvalidTag", 400, text, **shown)


def too_many_tags(text: str) -> ServiceError:
    """Source: observed, eleven tags on an object."""
    return error("BadRequest", 400, text)


def bad_tagging_header(value: str) -> ServiceError:
    """Source: observed, x-amz-tagging that cannot be read or names a key twice."""
    return bad_argument(
        "x-amz-tagging",
        value,
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name "
        "duplicates.",
    )
