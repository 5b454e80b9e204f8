"""How a bucket's objects are encrypted where a request does not say."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.s3 import access, encryption, errors, names
from fogbank.services.s3._shapes import (
    DeleteBucketEncryptionRequest,
    GetBucketEncryptionRequest,
    PutBucketEncryptionRequest,
)
from fogbank.services.s3.records import Default

Answer = dict[str, Any]


@operation("PutBucketEncryption", on=access.on_bucket)
def put_bucket_encryption(call: Call, req: PutBucketEncryptionRequest) -> Answer:
    """Say how new objects are encrypted.

    Errors: NoSuchBucket, MalformedXML, InvalidArgument (a KMS key with S3's own keys), NotImplemented (blocked types).
    Source: S3 API Reference, PutBucketEncryption.
    """
    bucket = names.bucket_at(call, req)
    rules = req["ServerSideEncryptionConfiguration"].get("Rules", [])
    if len(rules) != 1 or "ApplyServerSideEncryptionByDefault" not in rules[0]:
        raise errors.malformed()
    if rules[0].get("BlockedEncryptionTypes", {}).get("EncryptionType", ["NONE"]) != ["NONE"]:
        raise errors.not_yet("blocked encryption types")
    by_default = rules[0]["ApplyServerSideEncryptionByDefault"]
    kind, kms_key = by_default["SSEAlgorithm"], by_default.get("KMSMasterKeyID", "")
    if kind not in encryption.KINDS:
        raise errors.malformed()
    if kms_key and kind == "AES256":
        raise errors.bad_argument(
            "KMSMasterKeyID",
            kms_key,
            "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
        )
    call.tx.put(bucket.replace(encryption=Default(kind, kms_key, bool(rules[0].get("BucketKeyEnabled")))))
    return {}


@operation("GetBucketEncryption", on=access.on_bucket)
def get_bucket_encryption(call: Call, req: GetBucketEncryptionRequest) -> Answer:
    """How new objects are encrypted. Errors: NoSuchBucket.

    Source: S3 API Reference, GetBucketEncryption; S3's own keys are the default since January 2023.
    """
    wanted = names.bucket_at(call, req).encryption or Default("AES256", "", False)
    by_default = {"SSEAlgorithm": wanted.kind}
    if wanted.kms_key:
        by_default["KMSMasterKeyID"] = wanted.kms_key
    rule = {"ApplyServerSideEncryptionByDefault": by_default, "BucketKeyEnabled": wanted.bucket_key}
    return {"ServerSideEncryptionConfiguration": {"Rules": [rule]}}


@operation("DeleteBucketEncryption", on=access.on_bucket)
def delete_bucket_encryption(call: Call, req: DeleteBucketEncryptionRequest) -> Answer:
    """Encrypt with S3's own keys again. Errors: NoSuchBucket. Source: S3 API Reference, DeleteBucketEncryption."""
    call.tx.put(names.bucket_at(call, req).replace(encryption=None))
    return {}
