"""Tags of objects and of buckets."""

from typing import Any

from fogbank.kernel import tags
from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.s3 import access, errors, names, rules, versions
from fogbank.services.s3._shapes import (
    DeleteBucketTaggingRequest,
    DeleteObjectTaggingRequest,
    GetBucketTaggingRequest,
    GetObjectTaggingRequest,
    PutBucketTaggingRequest,
    PutObjectTaggingRequest,
)
from fogbank.services.s3.events import READ, WRITE, Requested
from fogbank.services.s3.records import Bucket, Stored

Answer = dict[str, Any]


def _tag_set(tagging: dict[str, str]) -> Answer:
    return {"TagSet": [{"Key": key, "Value": value} for key, value in tagging.items()]}


@operation("PutObjectTagging", on=access.on_version)
def put_object_tagging(call: Call, req: PutObjectTaggingRequest) -> Answer:
    """Make these the tags of an object or of one version; its date and ETag stay.

    Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidTag, BadRequest.
    Source: S3 API Reference, PutObjectTagging; S3 User Guide, Categorizing your objects using tags.
    """
    bucket, found = _found(call, req)
    wanted = rules.check_object_tags(rules.tag_pairs(req["Tagging"]["TagSet"]))
    return _set(call, bucket, found, wanted)


@operation("GetObjectTagging", on=access.on_version)
def get_object_tagging(call: Call, req: GetObjectTaggingRequest) -> Answer:
    """The tags of an object or of one version.

    Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed.
    Source: S3 API Reference, GetObjectTagging.
    """
    bucket, found = _found(call, req)
    call.tx.emit(Requested(bucket.name, READ))
    answer = _tag_set(found.tags)
    if bucket.versioning:
        answer["VersionId"] = found.version_id
    return answer


@operation("DeleteObjectTagging", on=access.on_version)
def delete_object_tagging(call: Call, req: DeleteObjectTaggingRequest) -> Answer:
    """Take all tags from an object or from one version.

    Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed.
    Source: S3 API Reference, DeleteObjectTagging.
    """
    bucket, found = _found(call, req)
    return _set(call, bucket, found, {})


def _found(call: Call, req: Any) -> tuple[Bucket, Stored]:
    bucket = names.bucket_at(call, req)
    return bucket, versions.need(call.tx, bucket, req["Key"], req.get("VersionId"))


def _set(call: Call, bucket: Bucket, found: Stored, wanted: dict[str, str]) -> Answer:
    call.tx.put(found.replace(tags=wanted))
    call.tx.emit(Requested(bucket.name, WRITE))
    return {"VersionId": found.version_id} if bucket.versioning else {}


@operation("PutBucketTagging", on=access.on_bucket)
def put_bucket_tagging(call: Call, req: PutBucketTaggingRequest) -> Answer:
    """Make these the tags of a bucket.

    Errors: NoSuchBucket, InvalidTag, BadRequest.
    Source: S3 API Reference, PutBucketTagging.
    """
    bucket = names.bucket_at(call, req)
    wanted = rules.check_bucket_tags(rules.tag_pairs(req["Tagging"]["TagSet"]))
    tags.set_tags(call.tx, names.bucket_arn(call, bucket.name), wanted)
    return {}


@operation("GetBucketTagging", on=access.on_bucket)
def get_bucket_tagging(call: Call, req: GetBucketTaggingRequest) -> Answer:
    """The tags of a bucket.

    Errors: NoSuchBucket, NoSuchTagSet.
    Source: S3 API Reference, GetBucketTagging.
    """
    bucket = names.bucket_at(call, req)
    known = tags.tags_of(call.tx, names.bucket_arn(call, bucket.name))
    if not known:
        raise errors.no_tag_set(bucket.name)
    return _tag_set(known)


@operation("DeleteBucketTagging", on=access.on_bucket)
def delete_bucket_tagging(call: Call, req: DeleteBucketTaggingRequest) -> Answer:
    """Take all tags from a bucket.

    Errors: NoSuchBucket.
    Source: S3 API Reference, DeleteBucketTagging.
    """
    bucket = names.bucket_at(call, req)
    tags.set_tags(call.tx, names.bucket_arn(call, bucket.name), {})
    return {}
