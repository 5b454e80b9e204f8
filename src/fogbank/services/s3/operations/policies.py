"""Who may: the policy of a bucket, and what is blocked of public access."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import AccessDenied
from fogbank.kernel.identity import named
from fogbank.kernel.identity.authorize import ask
from fogbank.kernel.operation import operation
from fogbank.services.s3 import access, errors, names, policies
from fogbank.services.s3._shapes import (
    DeleteBucketPolicyRequest,
    DeletePublicAccessBlockRequest,
    GetBucketPolicyRequest,
    GetBucketPolicyStatusRequest,
    GetPublicAccessBlockRequest,
    PutBucketPolicyRequest,
    PutPublicAccessBlockRequest,
)
from fogbank.services.s3.records import PUBLIC_ACCESS, Bucket

Answer = dict[str, Any]
_POLICY_BYTES_MAX = 20 * 1024


@operation("PutBucketPolicy", on=access.on_policy)
def put_bucket_policy(call: Call, req: PutBucketPolicyRequest) -> Answer:
    """Make this the bucket's policy.

    Errors: NoSuchBucket, MalformedPolicy, AccessDenied (a public policy, where these are blocked), PolicyTooLarge.
    Source: S3 API Reference, PutBucketPolicy; S3 User Guide, Bucket policies (20 KB). Users and roles have to be there:
    observed, "Invalid principal in policy" (ministryofjustice/analytical-platform pull 4932).
    """
    bucket = names.bucket_at(call, req)
    policy = req["Policy"]
    if len(policy.encode()) > _POLICY_BYTES_MAX:
        raise errors.policy_too_large()
    if wrong := policies.flaw(policy, names.bucket_arn(call, bucket.name)):
        raise errors.bad_policy(wrong)
    if policies.BLOCK in bucket.public_access and policies.is_public(policy):
        raise AccessDenied(_blocked(call, bucket.name))
    changed = bucket.replace(policy=named.keep(call, policy, lambda name: errors.bad_policy(policies.BAD_PRINCIPAL)))
    call.tx.put(changed)
    if not req.get("ConfirmRemoveSelfBucketAccess") and not call.principal.is_root:
        _check_lockout(call, changed)
    return {}


def _blocked(call: Call, name: str) -> str:
    """Source: observed, PutBucketPolicy of a public policy on a bucket made after April 2023."""
    return (
        f"User: {call.principal.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "
        f'"{names.bucket_arn(call, name)}" because public policies are prevented by the BlockPublicPolicy setting in '
        "S3 Block Public Access."
    )


def _check_lockout(call: Call, bucket: Bucket) -> None:
    """Who puts a policy must be able to put the next one. Source: S3 API Reference, ConfirmRemoveSelfBucketAccess."""
    if not ask(call, access.target(call, {}, bucket, action="s3:PutBucketPolicy")).allowed:
        raise errors.bad_policy(
            "Policy would lock the caller out of the bucket; confirm with x-amz-confirm-remove-self-bucket-access."
        )


@operation("GetBucketPolicy", on=access.on_policy)
def get_bucket_policy(call: Call, req: GetBucketPolicyRequest) -> Answer:
    """The bucket's policy. Errors: NoSuchBucket, NoSuchBucketPolicy.

    Source: S3 API Reference, GetBucketPolicy.
    """
    bucket = names.bucket_at(call, req)
    if not bucket.policy:
        raise errors.no_policy(bucket.name)
    return {"Policy": named.show(call, bucket.policy)}


@operation("DeleteBucketPolicy", on=access.on_policy)
def delete_bucket_policy(call: Call, req: DeleteBucketPolicyRequest) -> Answer:
    """Take the bucket's policy away. Errors: NoSuchBucket. Source: S3 API Reference, DeleteBucketPolicy."""
    call.tx.put(names.bucket_at(call, req).replace(policy=""))
    return {}


@operation("GetBucketPolicyStatus", on=access.on_bucket)
def get_bucket_policy_status(call: Call, req: GetBucketPolicyStatusRequest) -> Answer:
    """Whether the bucket's policy is public. Errors: NoSuchBucket, NoSuchBucketPolicy.

    Source: S3 API Reference, GetBucketPolicyStatus.
    """
    bucket = names.bucket_at(call, req)
    if not bucket.policy:
        raise errors.no_policy(bucket.name)
    return {"PolicyStatus": {"IsPublic": policies.is_public(bucket.policy)}}


@operation("PutPublicAccessBlock", on=access.on_bucket)
def put_public_access_block(call: Call, req: PutPublicAccessBlockRequest) -> Answer:
    """Say what of public access is blocked; what is not named is not. Errors: NoSuchBucket.

    Source: S3 API Reference, PutPublicAccessBlock.
    """
    wanted = req["PublicAccessBlockConfiguration"]
    names_on = [name for name in PUBLIC_ACCESS if wanted.get(name)]
    call.tx.put(names.bucket_at(call, req).replace(public_access=names_on, public_access_set=True))
    return {}


@operation("GetPublicAccessBlock", on=access.on_bucket)
def get_public_access_block(call: Call, req: GetPublicAccessBlockRequest) -> Answer:
    """What of public access is blocked. Errors: NoSuchBucket, NoSuchPublicAccessBlockConfiguration.

    Source: S3 API Reference, GetPublicAccessBlock; S3 User Guide: new buckets block all of it since April 2023.
    """
    bucket = names.bucket_at(call, req)
    if not bucket.public_access_set:
        raise errors.no_public_access_block()
    return {"PublicAccessBlockConfiguration": {name: name in bucket.public_access for name in PUBLIC_ACCESS}}


@operation("DeletePublicAccessBlock", on=access.on_bucket)
def delete_public_access_block(call: Call, req: DeletePublicAccessBlockRequest) -> Answer:
    """Block nothing of public access. Errors: NoSuchBucket. Source: S3 API Reference, DeletePublicAccessBlock."""
    call.tx.put(names.bucket_at(call, req).replace(public_access=[], public_access_set=False))
    return {}
