"""Browsers' forms: PostObject. The wire room has read the form and held it to its policy."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from xml.sax.saxutils import escape

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.s3 import access, digests, errors, names, rules, writing
from fogbank.services.s3._shapes import (
    PostObjectRequest,
)
from fogbank.services.s3.records import Bucket, Object

Answer = dict[str, Any]
_METADATA = "x-amz-meta-"
_FIELDS = {
    "acl": "ACL",
    "cache-control": "CacheControl",
    "content-type": "ContentType",
    "content-disposition": "ContentDisposition",
    "content-encoding": "ContentEncoding",
    "x-amz-storage-class": "StorageClass",
    "x-amz-website-redirect-location": "WebsiteRedirectLocation",
    "x-amz-server-side-encryption": "ServerSideEncryption",
    "x-amz-server-side-encryption-aws-kms-key-id": "SSEKMSKeyId",
    "x-amz-server-side-encryption-customer-algorithm": "SSECustomerAlgorithm",
    "x-amz-sdk-checksum-algorithm": "ChecksumAlgorithm",
    **{f"x-amz-checksum-{algorithm.lower()}": member for member, algorithm in digests.MEMBERS.items()},
}


@operation("PostObject", on=access.on_form)
async def post_object(call: Call, req: PostObjectRequest) -> Answer:
    """Store the file of a form as an object.

    `Fields` are the form's fields by lower-case name, `File` the body of the file.
    Errors: those of PutObject; InvalidArgument (no key).
    Source: S3 API Reference, POST Object.
    """
    fields = req["Fields"]
    if not fields.get("key"):
        raise errors.bad_argument("key", "", "Bucket POST must contain a field named 'key'.")
    names.check_key(fields["key"])
    put = {"Bucket": req["Bucket"], "Key": fields["key"], **_parameters(fields)}
    draft = writing.draft_of(put)._replace(tags=_tags(fields.get("tagging", "")))
    asked = digests.wanted(call, put)
    body = req["File"]
    pair = digests.Pair.of(asked.algorithm)
    seal = call.transact(writing.seal_for, put)
    blobs, limit = call.plane("blobs"), rules.PUT_BYTES_MAX
    async with blobs.receiving(
        body, pair, size_bytes_max=limit, too_large=errors.too_large(None, limit), key=seal.key
    ) as received:
        found = digests.of_stream(asked, pair, {})
        stored = call.transact(writing.store_received, put, draft, received, found, seal, "Post")
        return _answer(call, *stored, fields)


def _parameters(fields: Mapping[str, str]) -> dict[str, Any]:
    """The form's fields as parameters of PutObject."""
    put: dict[str, Any] = {member: fields[name] for name, member in _FIELDS.items() if name in fields}
    metadata = {name.removeprefix(_METADATA): text for name, text in fields.items() if name.startswith(_METADATA)}
    if metadata:
        put["Metadata"] = metadata
    return put


def _tags(document: str) -> dict[str, str]:
    """The tags in the form's `tagging` field, an XML document. Errors: MalformedXML, BadRequest, InvalidTag."""
    return rules.check_object_tags(rules.tags_of_document(document)) if document else {}


def _answer(call: Call, bucket: Bucket, placed: Object, fields: Mapping[str, str]) -> Answer:
    """Source: S3 API Reference, POST Object: success_action_redirect, success_action_status."""
    location = names.url_of(call, bucket, placed.key)
    answer: Answer = {"Location": location, "ETag": f'"{placed.etag}"', "StatusCode": 204}
    if bucket.versioning:
        answer["VersionId"] = placed.version_id
    redirect = fields.get("success_action_redirect") or fields.get("redirect", "")
    if redirect.startswith(("http://", "https://")):
        return answer | {"StatusCode": 303, "Location": _with_result(redirect, bucket, placed)}
    status = fields.get("success_action_status")
    if status == "200":
        return answer | {"StatusCode": 200}
    if status == "201":
        document = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f"<PostResponse><Location>{escape(location)}</Location><Bucket>{escape(bucket.name)}</Bucket>"
            f"<Key>{escape(placed.key)}</Key><ETag>&quot;{placed.etag}&quot;</ETag></PostResponse>"
        )
        return answer | {"StatusCode": 201, "ContentType": "application/xml", "Body": document.encode()}
    return answer


def _with_result(redirect: str, bucket: Bucket, placed: Object) -> str:
    """The redirect's address with bucket, key and ETag in its query."""
    parts = urlsplit(redirect)
    result = urlencode({"bucket": bucket.name, "key": placed.key, "etag": f'"{placed.etag}"'}, quote_via=quote)
    return urlunsplit(parts._replace(query=f"{parts.query}&{result}" if parts.query else result))
