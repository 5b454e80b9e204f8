"""The errors of DynamoDB with AWS's texts. Where a text is observed, the source is a public report of an answer by AWS.

Most broken requests are a ValidationException, which the model does not list: Developer Guide, Error handling with
DynamoDB, "ValidationException". Texts about values are in values.py, those about how tables are made in refusals.py.
"""

from collections.abc import Sequence
from typing import Any

from fogbank.kernel.errors import ServiceError, ValidationFailed
from fogbank.services.dynamodb import _shapes as shapes

_ONE_OR_MORE = "One or more parameter values were invalid: "


def validation(message: str) -> ServiceError:
    """A request that breaks a rule, in the words of the rule."""
    return ValidationFailed(message)


def invalid(reason: str) -> ServiceError:
    """The general form of what is wrong with a request. Source: observed in all of its kind."""
    return ValidationFailed(_ONE_OR_MORE + reason)


# -- tables and indexes that are not there, or not ready


def no_table() -> ServiceError:
    """Of operations on items. Source: observed, reports of GetItem and PutItem."""
    return shapes.ResourceNotFoundException("Requested resource not found")


def no_table_named(name: str) -> ServiceError:
    """Of operations on tables. Source: observed, reports of DescribeTable and DeleteTable."""
    return shapes.ResourceNotFoundException(f"Requested resource not found: Table: {name} not found")


def no_resource(arn: str) -> ServiceError:
    """Of operations on ARNs. Source: observed, reports of ListTagsOfResource."""
    return shapes.ResourceNotFoundException(f"Requested resource not found: ResourcArn: {arn} not found")


def bad_resource_arn(text: str) -> ServiceError:
    """Source: observed, reports of TagResource."""
    return validation(f"Invalid TableArn: Invalid ResourceArn provided as input {text}")


def no_policy(arn: str) -> ServiceError:
    """Source: API Reference, PolicyNotFoundException; observed, reports of GetResourcePolicy."""
    return shapes.PolicyNotFoundException(f"Resource-based policy not found for the provided ResourceArn: {arn}")


def other_policy(arn: str) -> ServiceError:
    """Source: API Reference, PutResourcePolicy, ExpectedRevisionId; the text follows `no_policy`."""
    return shapes.PolicyNotFoundException(
        f"Resource-based policy with the expected revision not found for the provided ResourceArn: {arn}"
    )


def no_index(name: str) -> ServiceError:
    """Source: observed, https://github.com/aws/aws-sdk-js/issues, "does not have the specified index"."""
    return validation(f"The table does not have the specified index: {name}")


def backfilling(name: str) -> ServiceError:
    """Source: Developer Guide, Managing global secondary indexes; observed text."""
    return validation(f"Cannot read from backfilling global secondary index: {name}")


def bad_name() -> ServiceError:
    """Source: observed, https://github.com/Dynamoid/dynamoid/issues/260."""
    return validation(
        "Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and may contain only "
        "the characters a-z, A-Z, 0-9, '_', '-', and '.'"
    )


def bad_table_arn() -> ServiceError:
    """Source: https://github.com/ExtendDB/extenddb/pull/200, which asked AWS: ValidationException. The text is ours."""
    return validation("Invalid TableArn: it must be the ARN of a table")


# -- what may not be done to tables


def table_exists(name: str) -> ServiceError:
    """Source: observed, reports of CreateTable."""
    return shapes.ResourceInUseException(f"Table already exists: {name}")


_DOING = {"CREATING": "created", "UPDATING": "updated", "DELETING": "deleted"}


def in_use(status: str, name: str) -> ServiceError:
    """Source: observed, reports of UpdateTable and DeleteTable."""
    return shapes.ResourceInUseException(
        f"Attempt to change a resource which is still in use: Table is being {_DOING[status]}: {name}"
    )


def protected() -> ServiceError:
    """Source: observed, https://github.com/hashicorp/terraform-provider-aws/issues, deletion protection of tables."""
    return validation(
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."
    )


def limit(reason: str) -> ServiceError:
    """Source: observed, the beginning of all LimitExceededException."""
    return shapes.LimitExceededException(f"Subscriber limit exceeded: {reason}")


def decreased_too_often(today: int, last: str, following: str) -> ServiceError:
    """Source: observed, reports of UpdateTable."""
    return limit(
        "Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, each "
        "subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of decreases "
        f"today: {today}. Last decrease at {last}. Next decrease can be made at {following}"
    )


def switched_too_often(most: int, last: str, following: str) -> ServiceError:
    """Source: observed, https://github.com/aws-amplify/amplify-cli/issues/1054, when it was once in a day."""
    return limit(
        f"Update to PayPerRequest mode are limited to {most} times in 1 day(s). Last update at {last}. "
        f"Next update can be made at {following}"
    )


def same_throughput(what: str, read: int, write: int) -> ServiceError:
    """Source: observed, reports of UpdateTable; `what` is "table" or "index NAME"."""
    kind = what.partition(" ")[0]
    return validation(
        f"The provisioned throughput for the {what} will not change. The requested value equals the current value. "
        f"Current ReadCapacityUnits provisioned for the {kind}: {read}. Requested ReadCapacityUnits: {read}. "
        f"Current WriteCapacityUnits provisioned for the {kind}: {write}. Requested WriteCapacityUnits: {write}. "
        "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
    )


def nothing_to_update() -> ServiceError:
    """Source: observed, reports of UpdateTable."""
    return validation(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or "
        "SSESpecification or ReplicaUpdates is required"
    )


def index_in_use(status: str, name: str) -> ServiceError:
    """Source: observed, as the text of `in_use`."""
    return shapes.ResourceInUseException(
        f"Attempt to change a resource which is still in use: Index is being {_DOING[status]}: {name}"
    )


# -- keys and items


def wrong_key() -> ServiceError:
    """Source: observed, reports of GetItem."""
    return validation("The provided key element does not match the schema")


def key_missing(name: str) -> ServiceError:
    """Source: observed, reports of PutItem."""
    return invalid(f"Missing the key {name} in the item")


def key_type(name: str, expected: str, actual: str) -> ServiceError:
    """Source: observed, reports of PutItem."""
    return invalid(f"Type mismatch for key {name} expected: {expected} actual: {actual}")


def index_key_type(name: str, expected: str, actual: str, index: str) -> ServiceError:
    """Source: observed, reports of PutItem on tables with indexes."""
    return invalid(f"Type mismatch for Index Key {name} Expected: {expected} Actual: {actual} IndexName: {index}")


def index_key_empty(name: str, kind: str, index: str) -> ServiceError:
    """Source: observed, reports of PutItem on tables with indexes; `kind` is string or binary."""
    return validation(
        "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The "
        f"AttributeValue for a key attribute cannot contain an empty {kind} value. IndexName: {index}, IndexKey: {name}"
    )


def key_update(name: str) -> ServiceError:
    """Source: observed, reports of UpdateItem."""
    return invalid(f"Cannot update attribute {name}. This attribute is part of the key")


def item_too_large() -> ServiceError:
    """Source: observed, reports of PutItem."""
    return validation("Item size has exceeded the maximum allowed size")


def update_too_large() -> ServiceError:
    """Source: observed, reports of UpdateItem."""
    return validation("Item size to update has exceeded the maximum allowed size")


def collection_too_large() -> ServiceError:
    """Source: Developer Guide, Error handling with DynamoDB, ItemCollectionSizeLimitExceededException."""
    return shapes.ItemCollectionSizeLimitExceededException("Collection size exceeded.")


def condition_failed(item: dict[str, Any] | None = None) -> ServiceError:
    """Source: observed; the item where ReturnValuesOnConditionCheckFailure asks for it."""
    members = {"Item": item} if item else None
    return shapes.ConditionalCheckFailedException("The conditional request failed", members=members)


def return_values_only_old() -> ServiceError:
    """Source: observed, reports of PutItem."""
    return validation("ReturnValues can only be ALL_OLD or NONE")


# -- reads


def no_consistent_read() -> ServiceError:
    """Source: observed, reports of Query."""
    return validation("Consistent reads are not supported on global secondary indexes")


def start_key_wrong() -> ServiceError:
    """Source: observed, reports of Query."""
    return validation("The provided starting key is invalid")


def start_key_invalid(reason: str) -> ServiceError:
    """Source: observed, reports of Query and Scan."""
    return validation(f"The provided starting key is invalid: {reason}")


def start_key_outside() -> ServiceError:
    """Source: observed, reports of Query."""
    return validation("The provided starting key is outside query boundaries based on provided conditions")


def start_key_predicate() -> ServiceError:
    """Source: observed, reports of Query."""
    return validation("The provided starting key does not match the range key predicate")


def no_key_condition() -> ServiceError:
    """Source: observed, reports of Query."""
    return validation("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")


def key_missed(name: str) -> ServiceError:
    """Source: observed, reports of Query."""
    return validation(f"Query condition missed key schema element: {name}")


def unsupported_condition() -> ServiceError:
    """Source: observed, reports of Query."""
    return validation("Query key condition not supported")


def not_all_projected(index: str) -> ServiceError:
    """Source: observed, reports of Query with Select."""
    return invalid(
        f"Select type ALL_ATTRIBUTES is not supported for global secondary index {index} because its projection type "
        "is not ALL"
    )


def not_projected(index: str, attributes: Sequence[str]) -> ServiceError:
    """Source: observed, reports of Query with AttributesToGet."""
    return invalid(f"Global secondary index {index} does not project [{', '.join(attributes)}]")


# -- batches and transactions


def duplicate_keys() -> ServiceError:
    """Source: observed, reports of BatchWriteItem and BatchGetItem."""
    return validation("Provided list of item keys contains duplicates")


def one_write() -> ServiceError:
    """Source: API Reference, WriteRequest; the text follows that of attribute values."""
    return validation("Supplied WriteRequest must contain exactly one of PutRequest and DeleteRequest")


def conflict() -> ServiceError:
    """Source: API Reference, TransactionConflictException; observed text."""
    return shapes.TransactionConflictException("Transaction is ongoing for the item")


def one_action() -> ServiceError:
    """Source: observed, reports of TransactWriteItems."""
    return validation("TransactItems can only contain one of Check, Put, Update or Delete")


def one_item_twice() -> ServiceError:
    """Source: observed, reports of TransactWriteItems."""
    return validation("Transaction request cannot include multiple operations on one item")


def transaction_too_large() -> ServiceError:
    """Source: API Reference, TransactWriteItems, "aggregate size of the items"; the text is ours."""
    return validation("The aggregate size of the items in the transaction exceeds 4 MB")


def too_many(operation: str) -> ServiceError:
    """Source: observed, reports of BatchWriteItem and BatchGetItem."""
    return validation(f"Too many items requested for the {operation} call")


def cancelled(reasons: Sequence[dict[str, Any]]) -> ServiceError:
    """Source: API Reference, TransactWriteItems, TransactionCanceledException; observed text."""
    codes = ", ".join(reason["Code"] for reason in reasons)
    return shapes.TransactionCanceledException(
        f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]",
        members={"CancellationReasons": list(reasons)},
    )


def token_reused() -> ServiceError:
    """Source: API Reference, TransactWriteItems, IdempotentParameterMismatchException; observed text."""
    return shapes.IdempotentParameterMismatchException(
        "Token already used with different parameters within the idempotency window"
    )


# -- capacity


_PROVISIONED = (
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning "
    "level with the UpdateTable API."
)
_PROVISIONED_INDEX = (
    "The level of configured provisioned throughput for one or more global secondary indexes of the table was "
    "exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the "
    "UpdateTable API"
)
_ON_DEMAND = (
    "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or "
    "index so please try again shortly. If exceptions persist, check if you have a hot key: "
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html"
)
_BOUNDED = "Throughput exceeds the maximum OnDemandThroughput configured on table or index"


def throttled(reason: str, arn: str, *, on_demand: bool) -> ServiceError:
    """Too much at once. `reason` as in the API Reference, ThrottlingReason.

    Source: observed, many reports of each text; Developer Guide, Understanding throttling exceptions.
    """
    members = {"ThrottlingReasons": [{"reason": reason, "resource": arn}]}
    if reason.endswith("MaxOnDemandThroughputExceeded"):
        return shapes.ThrottlingException(_BOUNDED, members=members)
    if on_demand:
        return shapes.ThrottlingException(_ON_DEMAND, members=members)
    text = _PROVISIONED if reason.startswith("Table") else _PROVISIONED_INDEX
    return shapes.ProvisionedThroughputExceededException(text, members=members)
