"""Which events a trail wants: event selectors of both kinds. Pure.

Source: CloudTrail API Reference, EventSelector, DataResource, AdvancedFieldSelector; CloudTrail User Guide, Logging
data events.
"""

from collections.abc import Callable, Mapping
from typing import Any

from fogbank.services.cloudtrail import errors

DEFAULT: list[dict[str, Any]] = [
    {
        "ReadWriteType": "All",
        "IncludeManagementEvents": True,
        "DataResources": [],
        "ExcludeManagementEventSources": [],
    }
]
DATA_TYPES: Mapping[str, str] = {
    "AWS::S3::Object": "s3",
    "AWS::Lambda::Function": "lambda",
    "AWS::DynamoDB::Table": "dynamodb",
    "AWS::SQS::Queue": "sqs",
}
"""The types of data events whose services exist or will; of advanced selectors any type of the guide may be named."""

_SELECTORS_MAX = 5
_ADVANCED_MAX = 500
_VALUES_MAX = 250
_EXCLUDED = ("kms.amazonaws.com", "rdsdata.amazonaws.com")
_FIELDS = frozenset(
    {"readOnly", "eventSource", "eventName", "eventCategory", "resources.type", "resources.ARN", "userIdentity.arn"}
    | {"sessionCredentialFromConsole", "eventType"}
)
_TESTS: Mapping[str, tuple[Callable[[str, str], bool], bool]] = {
    "Equals": (lambda value, wanted: value == wanted, True),
    "StartsWith": (lambda value, wanted: value.startswith(wanted), True),
    "EndsWith": (lambda value, wanted: value.endswith(wanted), True),
    "NotEquals": (lambda value, wanted: value == wanted, False),
    "NotStartsWith": (lambda value, wanted: value.startswith(wanted), False),
    "NotEndsWith": (lambda value, wanted: value.endswith(wanted), False),
}
"""Each operator's comparison, and whether one of its values has to hold (else none may)."""


def check(selectors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Basic selectors with what they leave out. Errors: InvalidEventSelectorsException."""
    if not 1 <= len(selectors) <= _SELECTORS_MAX:
        raise errors.bad_selectors(f"A trail can have up to {_SELECTORS_MAX} event selectors.")
    completed = [{**DEFAULT[0], **selector} for selector in selectors]
    values = 0
    for selector in completed:
        for resource in selector["DataResources"]:
            if resource.get("Type") not in ("AWS::S3::Object", "AWS::Lambda::Function", "AWS::DynamoDB::Table"):
                raise errors.bad_selectors(f"The data resource type {resource.get('Type')} is not valid.")
            values += len(resource.get("Values", ()))
            for value in resource.get("Values", ()):
                if not value.startswith("arn:"):
                    raise errors.bad_selectors(f"Value {value} for DataResources.Values is invalid.")
        for excluded in selector["ExcludeManagementEventSources"]:
            if excluded not in _EXCLUDED:
                raise errors.bad_selectors(f"The event source {excluded} cannot be excluded.")
    if values > _VALUES_MAX:
        raise errors.bad_selectors(f"The total number of data resources cannot exceed {_VALUES_MAX}.")
    return completed


def check_advanced(selectors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Advanced selectors. Errors: InvalidEventSelectorsException."""
    count = 0
    for selector in selectors:
        fields: dict[str, Any] = {}
        for row in selector["FieldSelectors"]:
            field = row["Field"]
            if field not in _FIELDS:
                raise errors.bad_selectors(f"The field {field} is not valid.")
            if field in fields:
                raise errors.bad_selectors(f"Duplicate field {field} in an advanced event selector.")
            fields[field] = row
            found = [name for name in _TESTS if row.get(name)]
            if not found:
                raise errors.bad_selectors(f"The field {field} needs an operator with a value.")
            count += sum(len(row[name]) for name in found)
        category = fields.get("eventCategory", {}).get("Equals")
        if category not in (["Management"], ["Data"]):
            raise errors.bad_selectors("eventCategory must be Equals Management or Equals Data.")
        if category == ["Data"] and len(fields.get("resources.type", {}).get("Equals", ())) != 1:
            raise errors.bad_selectors("Data events need resources.type with one value of Equals.")
    if not selectors or count > _ADVANCED_MAX:
        raise errors.bad_selectors(f"A trail can have 1 to {_ADVANCED_MAX} conditions of advanced event selectors.")
    return selectors


def data_services(selectors: list[dict[str, Any]], *, advanced: bool) -> set[str]:
    """The services (botocore names) whose data events these selectors ask for."""
    if advanced:
        rows = [row for selector in selectors for row in selector["FieldSelectors"] if row["Field"] == "resources.type"]
        types = {name for row in rows for name in row.get("Equals", ())}
    else:
        types = {resource["Type"] for selector in selectors for resource in selector["DataResources"]}
    return {DATA_TYPES[name] for name in types if name in DATA_TYPES}


def wants(selectors: list[dict[str, Any]], event: Mapping[str, Any], *, advanced: bool) -> bool:
    """Whether one of the selectors wants an event (as CloudTrail writes it)."""
    return any(_advanced(each, event) if advanced else _basic(each, event) for each in selectors)


def _basic(selector: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    kind = selector["ReadWriteType"]
    if kind != "All" and (kind == "ReadOnly") != event["readOnly"]:
        return False
    if event["managementEvent"]:
        return bool(selector["IncludeManagementEvents"]) and (
            event["eventSource"] not in selector["ExcludeManagementEventSources"]
        )
    arns = [resource["ARN"] for resource in event.get("resources", ())]
    return any(
        any(_below(arn, value) for arn in arns)
        for resource in selector["DataResources"]
        if DATA_TYPES[resource["Type"]] == event["eventSource"].partition(".")[0]
        for value in resource.get("Values", ())
    )


def _below(arn: str, value: str) -> bool:
    """S3's values are prefixes: "arn:aws:s3" of everything, "arn:aws:s3:::bucket/" of a bucket."""
    return arn.startswith(value) if ":s3" in value else arn == value or value.count(":") < 3


def _advanced(selector: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    return all(_holds(row, _values(event, row["Field"])) for row in selector["FieldSelectors"])


def _values(event: Mapping[str, Any], field: str) -> list[str]:
    if field.startswith("resources."):
        return [resource[field.partition(".")[2]] for resource in event.get("resources", ())]
    if field == "readOnly":
        return ["true" if event["readOnly"] else "false"]
    if field == "userIdentity.arn":
        return [event["userIdentity"].get("arn", "")]
    return [str(event.get(field, ""))]


def _holds(row: Mapping[str, Any], values: list[str]) -> bool:
    for name, (test, wanted) in _TESTS.items():
        for_all = row.get(name)
        if for_all and any(test(value, each) for value in values for each in for_all) != wanted:
            return False
    return True
