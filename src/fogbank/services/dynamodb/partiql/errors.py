"""What is wrong with PartiQL statements, in AWS's words, and where each was seen.

A source without an address ("reports of ...") is a text as such reports have it; it was not looked up again.
"""

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb import _shapes as shapes
from fogbank.services.dynamodb.errors import validation


def malformed(detail: str) -> ServiceError:
    """Source: observed, https://github.com/nubo-db/dynoxide/pull/149, and
    https://github.com/awsdocs/aws-sdk-for-javascript-v3/issues/98 for the detail "Expected data manipulation".

    Differs: other details are ours.
    """
    return validation(f"Statement wasn't well formed, can't be processed: {detail}")


def parameter_count() -> ServiceError:
    """Source: reports of ExecuteStatement with too few parameters."""
    return validation("Number of parameters in request and statement don't match.")


def no_full_key() -> ServiceError:
    """Source: reports of UPDATE and DELETE by a part of the key."""
    return validation("Where clause does not contain a mandatory equality on all key attributes")


def select_without_key() -> ServiceError:
    """Source: reports of SELECT in a batch."""
    return validation(
        "Select statements within BatchExecuteStatement must specify the primary key in the where clause."
    )


def order_without_partition() -> ServiceError:
    """Source: reports of ORDER BY."""
    return validation(
        "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause."
    )


def order_by_other(name: str) -> ServiceError:
    """Source: reports of ORDER BY."""
    return validation(f"Variable reference {name} in ORDER BY clause must be part of the primary key")


def no_index() -> ServiceError:
    """Without the index's name, unlike Query. Source: observed, https://github.com/nubo-db/dynoxide/issues/179."""
    return validation("The table does not have the specified index")


def no_consistent_read() -> ServiceError:
    """In other words than Query's. Source: observed, https://github.com/paritysuite/dynamodb-conformance/pull/171."""
    return validation("Strongly consistent read is not supported on Global Secondary Indexes")


def duplicate_item() -> ServiceError:
    """Source: API Reference, ExecuteStatement, DuplicateItemException; observed text."""
    return shapes.DuplicateItemException("Duplicate primary key exists in table")


def exists_alone() -> ServiceError:
    """Source: Developer Guide, "Using the EXISTS function with PartiQL for DynamoDB": in transactions only.

    Differs: the text is ours.
    """
    return validation("EXISTS can only be used in a transaction")


def reads_and_writes() -> ServiceError:
    """Source: Developer Guide, "Performing transactions" and "Running batch operations with PartiQL for DynamoDB".

    Differs: the text is ours.
    """
    return validation("Statements must be all reads or all writes")


def returning_in_transaction() -> ServiceError:
    """Source: https://github.com/paritysuite/dynamodb-conformance/pull/103: refused as a whole.

    Differs: the text is ours.
    """
    return validation("RETURNING is not supported in transactions")


def returning_of_delete(which: str) -> ServiceError:
    """Source: as `returning_in_transaction`. Differs: the text is ours."""
    return validation(f"RETURNING {which.replace('_', ' ')} * is not supported in a DELETE statement")
