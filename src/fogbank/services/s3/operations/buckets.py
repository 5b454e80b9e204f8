"""Buckets: create, delete, find, list, and the settings of this core."""

from typing import Any

from fogbank.kernel import tags
from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.s3 import access, errors, names, rules
from fogbank.services.s3._shapes import (
    CreateBucketRequest,
    DeleteBucketRequest,
    GetBucketAclRequest,
    GetBucketLocationRequest,
    GetBucketVersioningRequest,
    HeadBucketRequest,
    ListBucketsRequest,
    PutBucketVersioningRequest,
)
from fogbank.services.s3.events import WRITE, Requested
from fogbank.services.s3.operations.reads import access_list
from fogbank.services.s3.records import Bucket, Object, Upload, Version

Answer = dict[str, Any]
_HOME = "us-east-1"
_OLD_NAMES = {"EU": "eu-west-1"}
_PAGE_MAX = 10_000


@operation("CreateBucket", on=access.on_new_bucket)
def create_bucket(call: Call, req: CreateBucketRequest) -> Answer:
    """Make a bucket in the region of the request, or from us-east-1 in any.

    Errors: InvalidBucketName, BucketAlreadyExists, BucketAlreadyOwnedByYou, InvalidLocationConstraint,
    IllegalLocationConstraintException, TooManyBuckets, AccessControlListNotSupported.
    Source: S3 API Reference, CreateBucket; S3 User Guide, Bucket naming rules.
    Differs: Object Lock, directory buckets and object ownership with access lists are refused as not implemented.
    """
    name = req["Bucket"]
    if not rules.is_bucket_name(name):
        raise errors.bad_bucket_name(name)
    configuration = req.get("CreateBucketConfiguration", {})
    _refuse_what_is_not_here(req, configuration)
    constraint = configuration.get("LocationConstraint", "")
    region = _region(call, constraint)
    wanted_tags = rules.check_bucket_tags(rules.tag_pairs(configuration.get("Tags", [])))
    location = {"Location": f"/{name}" if region == _HOME else f"{call.endpoint}/{name}"}
    there = call.tx.get(Bucket, name)
    if there is not None:
        if there.account != call.account:
            raise errors.bucket_taken(name)
        if there.region != _HOME or region != _HOME:
            raise errors.bucket_yours(name)
        return location
    if call.tx.count(Bucket, call.account, index="owned") >= call.quota("L-DC2B2D3D", _PAGE_MAX):
        raise errors.too_many_buckets()
    call.tx.put(Bucket(name, call.account, region, call.ids.hex(16), float(int(call.clock.now())), constraint))
    if wanted_tags:
        tags.set_tags(call.tx, names.bucket_arn(call, name), wanted_tags)
    call.tx.emit(Requested(name, WRITE))
    return {**location, "BucketArn": names.bucket_arn(call, name)}


def _refuse_what_is_not_here(req: Any, configuration: Any) -> None:
    if req.get("ACL", "private") != "private":
        raise errors.no_acl()
    rules.check_access(req)
    if req.get("ObjectLockEnabledForBucket"):
        raise errors.not_yet("Object Lock")
    if req.get("ObjectOwnership", "BucketOwnerEnforced") != "BucketOwnerEnforced":
        raise errors.not_yet("object ownership with access lists")
    if "Location" in configuration or "Bucket" in configuration or req.get("BucketNamespace", "global") != "global":
        raise errors.not_yet("other buckets than general purpose ones in the global namespace")


def _region(call: Call, constraint: str) -> str:
    """Where the bucket goes. Source: S3 API Reference, CreateBucket, LocationConstraint."""
    if not constraint:
        if call.region != _HOME:
            raise errors.incompatible_location("")
        return _HOME
    region = _OLD_NAMES.get(constraint, constraint)
    if region == _HOME or region not in call.kernel.topology.regions:
        raise errors.bad_location(constraint)
    if call.region not in (_HOME, region):
        raise errors.incompatible_location(constraint)
    return region


@operation("DeleteBucket", on=access.on_bucket)
def delete_bucket(call: Call, req: DeleteBucketRequest) -> Answer:
    """Delete an empty bucket; uploads that are going on in it end.

    Errors: NoSuchBucket, BucketNotEmpty.
    Source: S3 API Reference, DeleteBucket.
    """
    bucket = names.bucket_at(call, req)
    if any(True for _ in call.tx.scan(Object, bucket.name, limit=1)):
        raise errors.bucket_not_empty(bucket.name, versioned=bool(bucket.versioning))
    if bucket.versioning and any(True for _ in call.tx.scan(Version, bucket.name, limit=1)):
        raise errors.bucket_not_empty(bucket.name, versioned=True)
    if any(True for _ in call.tx.scan(Upload, bucket.id, limit=1)):
        call.tx.at(call.clock.now(), "s3.abandon_uploads", bucket.id)
    call.tx.delete(bucket)
    tags.set_tags(call.tx, names.bucket_arn(call, bucket.name), {})
    return {}


@operation("HeadBucket", on=access.on_bucket)
def head_bucket(call: Call, req: HeadBucketRequest) -> Answer:
    """Whether a bucket exists and the caller may list it, and where it is.

    Errors: NoSuchBucket, PermanentRedirect.
    Source: S3 API Reference, HeadBucket.
    """
    bucket = names.bucket_at(call, req)
    return {"BucketRegion": bucket.region, "BucketArn": names.bucket_arn(call, bucket.name)}


@operation("ListBuckets")
def list_buckets(call: Call, req: ListBucketsRequest) -> Answer | Page:
    """The caller's buckets by name, of all regions or of one.

    Errors: InvalidArgument (max-buckets, continuation-token).
    Source: S3 API Reference, ListBuckets.
    """
    limit = req.get("MaxBuckets", _PAGE_MAX)
    if not 1 <= limit <= _PAGE_MAX:
        text = f"Argument max-buckets must be an integer between 1 and {_PAGE_MAX}"
        raise errors.bad_argument("max-buckets", limit, text)
    prefix = req.get("Prefix", "")
    after: tuple[Any, ...] | None = call.resume
    buckets: list[Bucket] = []
    more = False
    for bucket in call.tx.scan(Bucket, call.account, index="owned", start=(prefix,), after=after):
        if not bucket.name.startswith(prefix):
            break
        if "BucketRegion" in req and bucket.region != req["BucketRegion"]:
            continue
        if len(buckets) == limit:
            more = True
            break
        buckets.append(bucket)
    shown_region = any(member in req for member in ("MaxBuckets", "Prefix", "BucketRegion", "ContinuationToken"))
    members: Answer = {
        "Buckets": [_row(call, bucket, with_region=shown_region) for bucket in buckets],
        "Owner": names.owner(call.account),
    }
    if prefix:
        members["Prefix"] = prefix
    call.tx.emit(Requested("", WRITE))
    return Page(members, (buckets[-1].name,) if more else None)


def _row(call: Call, bucket: Bucket, *, with_region: bool) -> Answer:
    """Source: S3 API Reference, ListBuckets: BucketRegion is in the answers of paginated requests."""
    row: Answer = {"Name": bucket.name, "CreationDate": bucket.created_at}
    if with_region:
        row["BucketRegion"] = bucket.region
    row["BucketArn"] = names.bucket_arn(call, bucket.name)
    return row


@operation("GetBucketLocation", on=access.on_bucket)
def get_bucket_location(call: Call, req: GetBucketLocationRequest) -> Answer:
    """The region of a bucket: nothing for us-east-1, EU where the bucket was created so.

    Errors: NoSuchBucket.
    Source: S3 API Reference, GetBucketLocation.
    """
    bucket = names.bucket_at(call, req)
    return {"LocationConstraint": bucket.location or (None if bucket.region == _HOME else bucket.region)}


@operation("GetBucketAcl", on=access.on_bucket)
def get_bucket_acl(call: Call, req: GetBucketAclRequest) -> Answer:
    """Who may what with a bucket: its owner everything, which is all that there is with access lists off.

    Errors: NoSuchBucket.
    Source: S3 API Reference, GetBucketAcl, "bucket owner enforced".
    """
    return access_list(names.bucket_at(call, req))


@operation("PutBucketVersioning", on=access.on_bucket)
def put_bucket_versioning(call: Call, req: PutBucketVersioningRequest) -> Answer:
    """Turn versioning on, or suspend it; it cannot be taken back altogether.

    Errors: NoSuchBucket, MalformedXML, IllegalVersioningConfigurationException.
    Source: S3 API Reference, PutBucketVersioning.
    Differs: MFA Delete is refused as not implemented.
    """
    bucket = names.bucket_at(call, req)
    configuration = req["VersioningConfiguration"]
    if configuration.get("MFADelete", "Disabled") != "Disabled":
        raise errors.not_yet("MFA Delete")
    status = configuration.get("Status")
    if status is None:
        raise errors.no_versioning_status()
    if status not in ("Enabled", "Suspended"):
        raise errors.malformed()
    call.tx.put(bucket.replace(versioning=status))
    return {}


@operation("GetBucketVersioning", on=access.on_bucket)
def get_bucket_versioning(call: Call, req: GetBucketVersioningRequest) -> Answer:
    """Whether versioning is on or suspended; nothing where it never was.

    Errors: NoSuchBucket.
    Source: S3 API Reference, GetBucketVersioning.
    """
    bucket = names.bucket_at(call, req)
    return {"Status": bucket.versioning} if bucket.versioning else {}
