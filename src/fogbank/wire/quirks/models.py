"""What the models leave out: operations of S3 that no SDK calls, old names of SQS's query API, tokens that are none."""

from copy import deepcopy
from typing import Any

_STRING = {"shape": "FogbankString"}

PLAIN_PAGES = frozenset({("dynamodb", "ListTables"), ("dynamodb", "ListBackups")})
"""Operations (service, name) whose page begins behind a name or ARN that clients may know from anywhere.

Source: DynamoDB API Reference, ExclusiveStartTableName of ListTables, ExclusiveStartBackupArn of ListBackups.
"""


def adjust(service: str, raw: dict[str, Any]) -> None:
    """Add to a freshly read model what it lacks."""
    change = _CHANGES.get(service)
    if change is not None:
        change(raw)


def _header(name: str) -> dict[str, str]:
    return {**_STRING, "location": "header", "locationName": name}


_BUCKET = {**_STRING, "location": "uri", "locationName": "Bucket"}
_STATUS = {"shape": "FogbankInteger", "location": "statusCode"}

_S3_SCALARS = {
    "FogbankString": {"type": "string"},
    "FogbankInteger": {"type": "integer"},
    "FogbankStrings": {"type": "map", "key": _STRING, "value": _STRING},
}
_POST_OBJECT = {
    "PostObjectBody": {"type": "blob", "streaming": True},
    "PostObjectRequest": {
        "type": "structure",
        "required": ["Bucket", "Fields", "File"],
        "members": {
            "Bucket": _BUCKET,
            "Fields": {"shape": "FogbankStrings"},
            "FileName": _STRING,
            "File": {"shape": "PostObjectBody"},
        },
        "payload": "File",
    },
    "PostObjectOutput": {
        "type": "structure",
        "members": {
            "StatusCode": _STATUS,
            "Location": _header("Location"),
            "ETag": _header("ETag"),
            "VersionId": _header("x-amz-version-id"),
            "ContentType": _header("Content-Type"),
            "Body": {"shape": "PostObjectBody"},
        },
        "payload": "Body",
    },
}
_OPTIONS_OBJECT = {
    "OptionsObjectRequest": {
        "type": "structure",
        "required": ["Bucket"],
        "members": {
            "Bucket": _BUCKET,
            "Key": {**_STRING, "location": "uri", "locationName": "Key"},
            "Origin": _header("Origin"),
            "AccessControlRequestMethod": _header("Access-Control-Request-Method"),
            "AccessControlRequestHeaders": _header("Access-Control-Request-Headers"),
        },
    },
    "OptionsObjectOutput": {
        "type": "structure",
        "members": {
            "AccessControlAllowOrigin": _header("Access-Control-Allow-Origin"),
            "AccessControlAllowMethods": _header("Access-Control-Allow-Methods"),
            "AccessControlAllowHeaders": _header("Access-Control-Allow-Headers"),
            "AccessControlAllowCredentials": _header("Access-Control-Allow-Credentials"),
            "AccessControlExposeHeaders": _header("Access-Control-Expose-Headers"),
            "AccessControlMaxAge": {**_header("Access-Control-Max-Age"), "shape": "FogbankInteger"},
            "Vary": _header("Vary"),
        },
    },
}


def _s3(raw: dict[str, Any]) -> None:
    """PostObject (a browser's form), OptionsObject (a browser's preflight), and the status of a read of a part.

    Source: S3 API Reference, "POST Object" and "OPTIONS object"; neither is in the SDKs' model. GetObject and
    HeadObject answer 206 where they answer a range or a part (RFC 9110, 15.3.7); the model has 200 alone.
    """
    shapes = raw["shapes"]
    # A copy: what belongs to a model is changed with it.
    shapes |= deepcopy(_S3_SCALARS | _POST_OBJECT | _OPTIONS_OBJECT)
    for output in ("GetObjectOutput", "HeadObjectOutput"):
        shapes[output]["members"]["StatusCode"] = dict(_STATUS)
    raw["operations"]["PostObject"] = {
        "name": "PostObject",
        "http": {"method": "POST", "requestUri": "/{Bucket}", "responseCode": 204},
        "input": {"shape": "PostObjectRequest"},
        "output": {"shape": "PostObjectOutput"},
        "postedForm": True,
    }
    raw["operations"]["OptionsObject"] = {
        "name": "OptionsObject",
        "http": {"method": "OPTIONS", "requestUri": "/{Bucket}"},
        "input": {"shape": "OptionsObjectRequest"},
        "output": {"shape": "OptionsObjectOutput"},
        "authtype": "none",
    }


_SQS_QUERY_NAMES = {
    "AttributeNames": "AttributeName",
    "MessageSystemAttributeNames": "MessageSystemAttributeName",
    "MessageAttributeNames": "MessageAttributeName",
    "Attributes": "Attribute",
    "MessageAttributes": "MessageAttribute",
    "MessageSystemAttributes": "MessageSystemAttribute",
    "StringListValues": "StringListValue",
    "BinaryListValues": "BinaryListValue",
    "AWSAccountIds": "AWSAccountId",
    "Actions": "ActionName",
    "TagKeys": "TagKey",
    "Tags": "Tag",
    "tags": "Tag",
    "QueueUrls": "QueueUrl",
    "queueUrls": "QueueUrl",
    "Messages": "Message",
}
_SQS_MAP_NAMES = {"TagMap": ("Key", "Value")}


def _sqs(raw: dict[str, Any]) -> None:
    """Give the members the names that they had in the query API, kept beside the JSON names as `queryName`.

    Source: SQS API Reference, "Making requests using the AWS query protocol", with its examples
    (`Attribute.1.Name`, `MessageAttribute.1.Value.StringValue`, `SendMessageBatchRequestEntry.1.Id`, `Tag.1.Key`).
    """
    raw["metadata"]["xmlNamespace"] = "http://queue.amazonaws.com/doc/2012-11-05/"
    for name, shape in raw["shapes"].items():
        for member, ref in shape.get("members", {}).items():
            target = ref["shape"]
            if raw["shapes"][target]["type"] not in ("list", "map"):
                continue
            ref["flattened"] = True
            old = _SQS_QUERY_NAMES.get(member)
            if member in ("Entries", "Successful", "Failed", "Results"):
                old = raw["shapes"][target].get("member", {}).get("shape")
            if old:
                ref["queryName"] = old
        if shape["type"] == "map":
            key, value = _SQS_MAP_NAMES.get(name, ("Name", "Value"))
            shape["key"]["queryName"], shape["value"]["queryName"] = key, value


_CHANGES = {"s3": _s3, "sqs": _sqs}
