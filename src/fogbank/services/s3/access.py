"""Whom the access decisions of S3 are about: targets with their bucket's policy and S3's own condition keys.

Source: Service Authorization Reference, Amazon S3 (condition keys); S3 User Guide, Blocking public access.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.authorize import ask
from fogbank.kernel.operation import Target
from fogbank.services.s3 import names, policies, rules
from fogbank.services.s3.records import Bucket, Object

_BY_MEMBER = {
    "ACL": "s3:x-amz-acl",
    "BucketKeyEnabled": "s3:x-amz-server-side-encryption-bucket-key-enabled",
    "CopySource": "s3:x-amz-copy-source",
    "Delimiter": "s3:delimiter",
    "GrantFullControl": "s3:x-amz-grant-full-control",
    "GrantRead": "s3:x-amz-grant-read",
    "GrantReadACP": "s3:x-amz-grant-read-acp",
    "GrantWrite": "s3:x-amz-grant-write",
    "GrantWriteACP": "s3:x-amz-grant-write-acp",
    "IfMatch": "s3:if-match",
    "IfNoneMatch": "s3:if-none-match",
    "MaxKeys": "s3:max-keys",
    "MetadataDirective": "s3:x-amz-metadata-directive",
    "ObjectLockLegalHoldStatus": "s3:object-lock-legal-hold",
    "ObjectLockMode": "s3:object-lock-mode",
    "ObjectOwnership": "s3:x-amz-object-ownership",
    "Prefix": "s3:prefix",
    "SSECustomerAlgorithm": "s3:x-amz-server-side-encryption-customer-algorithm",
    "SSEKMSKeyId": "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "ServerSideEncryption": "s3:x-amz-server-side-encryption",
    "StorageClass": "s3:x-amz-storage-class",
    "VersionId": "s3:versionid",
    "WebsiteRedirectLocation": "s3:x-amz-website-redirect-location",
}


def target(
    call: Call, req: Mapping[str, Any], bucket: Bucket, key: str | None = None, action: str | None = None
) -> Target:
    """A bucket or one of its objects."""
    arn = names.bucket_arn(call, bucket.name) if key is None else names.object_arn(call, bucket.name, key)
    policy = bucket.policy or None
    if (
        policy is not None
        and policies.RESTRICT in bucket.public_access
        and policies.is_public(policy)
        and _outside(call, bucket)
    ):
        policy = None
    return Target(arn, bucket.account, policy, action, keys=partial(_keys, call, req, bucket, key))


def _outside(call: Call, bucket: Bucket) -> bool:
    """Of a public policy, RestrictPublicBuckets leaves access to services and to the bucket's account."""
    return call.principal.kind != "service" and call.principal.account != bucket.account


def _keys(call: Call, req: Mapping[str, Any], bucket: Bucket, key: str | None) -> dict[str, str | tuple[str, ...]]:
    keys: dict[str, str | tuple[str, ...]] = {
        _BY_MEMBER[member]: str(value) for member, value in req.items() if member in _BY_MEMBER
    }
    keys["s3:resourceaccount"] = bucket.account
    if call.signature is not None:
        claim = call.signature[0]
        keys["s3:authtype"] = {"query": "REST-QUERY-STRING", "form": "POST"}.get(claim.kind, "REST-HEADER")
        keys["s3:signatureversion"] = "AWS" if claim.version == 2 else "AWS4-HMAC-SHA256"
        keys["s3:signatureage"] = str(max(0, int((call.clock.wall() - claim.signed_at) * 1000)))
        if claim.payload:
            keys["s3:x-amz-content-sha256"] = claim.payload
    if key is not None:
        found = call.tx.get(Object, bucket.name, key)
        for name, value in found.tags.items() if found else ():
            keys[f"s3:existingobjecttag/{name.lower()}"] = value
    wanted = _wanted_tags(req)
    for name, value in wanted.items():
        keys[f"s3:requestobjecttag/{name.lower()}"] = value
    if wanted:
        keys["s3:requestobjecttagkeys"] = tuple(wanted)
    return keys


def _wanted_tags(req: Mapping[str, Any]) -> dict[str, str]:
    """Tags for an object, of a header or a document; wrong ones are the handler's affair."""
    tagging = req.get("Tagging")
    if isinstance(tagging, str):
        try:
            return rules.tags_of_header(tagging)
        except ServiceError:
            return {}
    rows = tagging.get("TagSet", ()) if tagging else ()
    return {row["Key"]: row["Value"] for row in rows}


def may_list(call: Call, bucket: Bucket) -> bool:
    """Whether the caller may know that a key is not there: without s3:ListBucket a missing key is denied.

    Source: S3 API Reference, GetObject and HeadObject, Permissions.
    """
    principal = call.principal
    if principal.kind == "root" and principal.account == bucket.account and not bucket.policy:
        return True
    return ask(call, target(call, {}, bucket, action="s3:ListBucket")).allowed


# -- whom the operations are about


def on_new_bucket(call: Call, req: dict[str, Any]) -> Target:
    """The bucket that the caller wants, whoever has one of that name now."""
    keys: dict[str, str | tuple[str, ...]] = {
        _BY_MEMBER[member]: str(value) for member, value in req.items() if member in _BY_MEMBER
    }
    location = (req.get("CreateBucketConfiguration") or {}).get("LocationConstraint")
    if location:
        keys["s3:locationconstraint"] = location
    return Target(names.bucket_arn(call, req["Bucket"]), call.account, keys=keys)


def on_bucket(call: Call, req: dict[str, Any]) -> Target:
    """The bucket, with its policy."""
    return target(call, req, names.bucket_at(call, req))


def on_policy(call: Call, req: dict[str, Any]) -> Target:
    """The bucket, whose policy cannot keep the account's root from changing it.

    Source: S3 API Reference, PutBucketPolicy: the root principal of the owner can always do this.
    """
    bucket = names.bucket_at(call, req)
    found = target(call, req, bucket)
    mine = call.principal.is_root and call.principal.account == bucket.account
    return found._replace(policy=None) if mine else found


def on_object(call: Call, req: dict[str, Any]) -> Target:
    """The object, with its bucket's policy."""
    return target(call, req, names.bucket_at(call, req), req["Key"])


def on_version(call: Call, req: dict[str, Any]) -> Target:
    """The object, or one version of it, which needs an action of its own.

    Source: S3 User Guide, Required permissions: s3:GetObjectVersion, s3:DeleteObjectVersion and so on.
    """
    found = on_object(call, req)
    if not req.get("VersionId"):
        return found
    assert call.handler is not None
    return found._replace(action=call.handler.action.replace("Object", "ObjectVersion", 1))


def on_objects(call: Call, req: dict[str, Any]) -> list[Target]:
    """Each object of a batch."""
    bucket = names.bucket_at(call, req)
    found = []
    for entry in req["Delete"]["Objects"]:
        action = "s3:DeleteObjectVersion" if entry.get("VersionId") else None
        found.append(target(call, entry, bucket, entry["Key"], action))
    return found


def on_copy(call: Call, req: dict[str, Any]) -> list[Target]:
    """The object that is written, and the one that is read."""
    source = names.copy_source(req["CopySource"])
    bucket = names.source_bucket(call, req)
    action = "s3:GetObjectVersion" if source.version_id else "s3:GetObject"
    return [on_object(call, req), target(call, {"VersionId": source.version_id}, bucket, source.key, action)]


def on_form(call: Call, req: dict[str, Any]) -> Target:
    """The object that a browser's form names."""
    fields = req["Fields"]
    given = {member: fields[name[3:]] for member, name in _BY_MEMBER.items() if name[3:] in fields}
    return target(call, given, names.bucket_at(call, req), fields.get("key", "*"))
