"""Server-side encryption with KMS keys: what an object is asked to be encrypted with, and its data key.

The data key comes from KMS as the caller who puts, is kept as KMS encrypted it, and is opened by KMS again as the
caller who gets: without leave to use the key, or with the key disabled, there are no bytes.
Source: S3 User Guide, Using server-side encryption with AWS KMS keys (SSE-KMS).
Differs: objects under S3's own keys (AES256) lie on the disk as they came; the two layers of aws:kms:dsse are one.
"""

import base64
import binascii
from typing import Any, NamedTuple

import orjson

from fogbank.kernel.call import Call
from fogbank.kernel.errors import AccessDenied, ServiceError
from fogbank.services.s3 import errors, names
from fogbank.services.s3.records import Bucket, Default, Sealed

KINDS = ("AES256", "aws:kms", "aws:kms:dsse")
_OWN = "AES256"
_MANAGED = "alias/aws/s3"
_CUSTOMER = ("SSECustomerAlgorithm", "SSECustomerKey", "CopySourceSSECustomerKey")
_ASKED = ("ServerSideEncryption", "SSEKMSKeyId", "SSEKMSEncryptionContext", "BucketKeyEnabled")


class Seal(NamedTuple):
    """What an object is encrypted with: what is kept of it, and the data key in clear, which is not."""

    kept: Sealed | None = None
    key: bytes = b""


PLAIN = Seal()


class Asked(NamedTuple):
    """What a request, or else its bucket, wants."""

    default: Default
    context: dict[str, str]


def asked(req: Any, bucket: Bucket) -> Asked | None:
    """What is wanted where that is not S3's own keys.

    Errors: InvalidEncryptionAlgorithmError, InvalidArgument, NotImplemented (customer keys).
    """
    refuse_customer_keys(req)
    kind = req.get("ServerSideEncryption")
    if kind is None:
        for member in ("SSEKMSKeyId", "SSEKMSEncryptionContext"):
            if member in req:
                raise errors.kms_without_kind()
        wanted = bucket.encryption
        if wanted is None or wanted.kind == _OWN:
            return None
        return Asked(wanted._replace(bucket_key=req.get("BucketKeyEnabled", wanted.bucket_key)), {})
    if kind not in KINDS:
        raise errors.bad_encryption(kind)
    if kind == _OWN:
        if "SSEKMSKeyId" in req:
            raise errors.kms_without_kind()
        return None
    bucket_key = req.get("BucketKeyEnabled", bucket.encryption.bucket_key if bucket.encryption else False)
    default = Default(kind, req.get("SSEKMSKeyId", ""), bucket_key and kind == "aws:kms")
    return Asked(default, _context(req.get("SSEKMSEncryptionContext")))


def refuse_customer_keys(req: Any) -> None:
    """SSE-C is not there yet. Errors: NotImplemented."""
    for member in _CUSTOMER:
        if member in req:
            raise errors.not_yet("server-side encryption with customer keys (SSE-C)")


def _context(text: str | None) -> dict[str, str]:
    """The client's encryption context. Errors: InvalidArgument."""
    if text is None:
        return {}
    try:
        context = orjson.loads(base64.b64decode(text, validate=True))
    except (binascii.Error, orjson.JSONDecodeError):
        context = None
    if not isinstance(context, dict) or not all(isinstance(value, str) for value in context.values()):
        raise errors.bad_argument(
            "x-amz-server-side-encryption-context",
            text,
            "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON "
            "which represents a string-string map",
        )
    return context


def begin(call: Call, bucket: Bucket, key: str, wanted: Asked | None) -> Seal:
    """A data key for a new object. Errors: AccessDenied, KMS.NotFoundException, KMS.DisabledException and so on."""
    if wanted is None:
        return PLAIN
    default = wanted.default
    bound = names.bucket_arn(call, bucket.name) if default.bucket_key else names.object_arn(call, bucket.name, key)
    context = {"aws:s3:arn": bound, **wanted.context}
    request = {"KeyId": default.kms_key or _MANAGED, "KeySpec": "AES_256", "EncryptionContext": context}
    made = _kms(call, "GenerateDataKey", request, bucket.region)
    kept = Sealed(default.kind, made["KeyId"], made["CiphertextBlob"], context, default.bucket_key)
    return Seal(kept, made["Plaintext"])


def key_of(call: Call, region: str, kept: Sealed | None) -> bytes:
    """The data key of an object in clear, b"" where it has none. Errors: as `begin`."""
    if kept is None:
        return b""
    if call.signature is not None and call.signature[0].version == 2:
        raise errors.kms_needs_version_4()
    request = {"CiphertextBlob": kept.data_key, "EncryptionContext": kept.context, "KeyId": kept.kms_key}
    plaintext: bytes = _kms(call, "Decrypt", request, region)["Plaintext"]
    return plaintext


def _kms(call: Call, operation: str, request: dict[str, Any], region: str) -> Any:
    try:
        return call.invoke("kms", operation, request, region=region)
    except AccessDenied:
        raise
    except ServiceError as error:
        raise errors.of_kms(error) from None


def told(kept: Sealed | None) -> dict[str, Any]:
    """The members of an answer that say how an object is encrypted."""
    if kept is None:
        return {"ServerSideEncryption": _OWN}
    answer: dict[str, Any] = {"ServerSideEncryption": kept.kind, "SSEKMSKeyId": kept.kms_key}
    if kept.bucket_key:
        answer["BucketKeyEnabled"] = True
    return answer


def told_at_write(kept: Sealed | None) -> dict[str, Any]:
    """As `told`, with the client's encryption context, which is told at writes alone."""
    answer = told(kept)
    own = {name: value for name, value in kept.context.items() if name != "aws:s3:arn"} if kept else {}
    if own:
        answer["SSEKMSEncryptionContext"] = base64.b64encode(orjson.dumps(own)).decode()
    return answer


def is_asked(req: Any) -> bool:
    """Whether a request says something of encryption."""
    return any(member in req for member in _ASKED)
