"""The errors of DynamoDB Streams with AWS's exact texts, and where each was seen."""

from fogbank.kernel.errors import ServiceError, ValidationFailed
from fogbank.services.dynamodbstreams._shapes import (
    ExpiredIteratorException,
    ResourceNotFoundException,
    TrimmedDataAccessException,
)


def no_stream(arn: str) -> ServiceError:
    """Source: observed, https://github.com/SeanRoy/lambda-maven-plugin/issues/121."""
    return ResourceNotFoundException(f"Requested resource not found: Stream: {arn} not found")


def no_shard() -> ServiceError:
    """Source: observed, https://github.com/amazon-archives/logstash-input-dynamodb/issues/4."""
    return ResourceNotFoundException("Requested resource not found: Shard does not exist")


def trimmed() -> ServiceError:
    """Source: observed, https://github.com/ironSource/node-dynamodb-stream/issues/13."""
    return TrimmedDataAccessException("The data you are trying to access has been trimmed")


def expired() -> ServiceError:
    """Source: observed, https://github.com/spring-attic/spring-integration-aws/pull/59."""
    return ExpiredIteratorException("Shard iterator has expired")


def bad_arn() -> ServiceError:
    """As DynamoDB's errors about ARNs are; the text is ours."""
    return ValidationFailed("Invalid StreamArn")


def bad_iterator() -> ServiceError:
    """An iterator that was not made here. The text is ours."""
    return ValidationFailed("Invalid ShardIterator")


def bad_sequence() -> ServiceError:
    """A sequence number that the shard cannot have. The text is ours."""
    return ValidationFailed("Invalid SequenceNumber: it is not in the range of the shard")


def needs(member: str, kind: str) -> ServiceError:
    """A member that a type of iterator needs. The text is ours."""
    return ValidationFailed(f"{member} must be specified when ShardIteratorType is {kind}")


def needless(member: str, kind: str) -> ServiceError:
    """A member that a type of iterator has no use for. The text is ours."""
    return ValidationFailed(f"{member} must not be specified when ShardIteratorType is {kind}")


def over_limit(limit: int, most: int) -> ServiceError:
    """In AWS's general form: the model has no upper limit, the API Reference has."""
    return ValidationFailed(
        f"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have value "
        f"less than or equal to {most}"
    )
