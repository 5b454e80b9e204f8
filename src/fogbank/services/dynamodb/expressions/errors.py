"""What is wrong with an expression, in AWS's words, and where each was seen.

A text with "Invalid ...Expression: " before it comes from `Fault`, which a compiler raises without knowing for which
member of the request it works; `compiled` in each of the public functions says which.

A source without an address ("reports of ...") is a text as such reports have it; it was not looked up again.

Differs: in the course of 2026 AWS puts "1 validation error detected: " before texts of this kind, in some Regions and
for some operations (https://github.com/paritysuite/dynamodb-conformance/pull/94). Here none has it.
"""

from collections.abc import Iterable

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb.errors import validation


class Fault(Exception):
    """What is wrong with one expression, without the name of the member that has it."""

    def named(self, member: str) -> ServiceError:
        """The answer: the fault of the member `ConditionExpression`, `UpdateExpression`, ..."""
        return validation(f"Invalid {member}: {self}")


def empty() -> Fault:
    """Source: many reports of an empty FilterExpression or UpdateExpression."""
    return Fault("The expression can not be empty;")


def too_long() -> Fault:
    """Source: observed, https://github.com/aws/aws-sdk-java-v2/issues/4597."""
    return Fault("Expression size has exceeded the maximum allowed size;")


def too_many_operators(count: int) -> Fault:
    """Source: observed, https://github.com/aws/aws-sdk-js/issues/3721."""
    return Fault(f"The expression contains too many operators; operator count: {count}")


def syntax(token: str, near: str) -> Fault:
    """Source: observed, https://github.com/aws/aws-sdk-js/issues/1691 and
    https://github.com/kritish-dhaubanjar/dynamodb-dashboard/issues/735: the token, and the source from the token before
    it to the one after it.
    """
    return Fault(f'Syntax error; token: "{token}", near: "{near}"')


def redundant_parentheses() -> Fault:
    """Source: observed, https://github.com/SamVerschueren/dynongo/issues/35."""
    return Fault("The expression has redundant parentheses;")


def reserved(word: str) -> Fault:
    """Source: observed, https://github.com/rebuy-de/aws-nuke/pull/349."""
    return Fault(f"Attribute name is a reserved keyword; reserved keyword: {word}")


def unknown_function(name: str) -> Fault:
    """Source: observed, https://github.com/lucasmafra/type-dynamo/issues/5."""
    return Fault(f"Invalid function name; function: {name}")


def misplaced_function(name: str) -> Fault:
    """Source: reports of `size(a)` as a condition and of `attribute_exists(a) = :v`."""
    return Fault(f"The function is not allowed to be used this way in an expression; function: {name}")


def forbidden_function(name: str, kind: str) -> Fault:
    """`kind`: "an update", "a condition", ... Source: reports of if_not_exists in a condition."""
    return Fault(f"The function is not allowed in {kind} expression; function: {name}")


def operand_count(operator: str, count: int) -> Fault:
    """Source: reports of `attribute_exists(a, b)`."""
    return Fault(
        "Incorrect number of operands for operator or function; "
        f"operator or function: {operator}, number of operands: {count}"
    )


def operand_type(operator: str, kind: str) -> Fault:
    """Source: observed, https://github.com/scylladb/scylladb/issues/14592 (size of a number)."""
    return Fault(
        f"Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"
    )


def action_type(action: str, kind: str) -> Fault:
    """ADD and DELETE name types in words. Source: observed, https://github.com/serverless/serverless/issues/7184; the
    set of types that follows since, in reports of 2021 and later.
    """
    return Fault(
        "Incorrect operand type for operator or function; "
        f"operator: {action}, operand type: {kind}, typeSet: ALLOWED_FOR_{action}_OPERAND"
    )


def needs_path(operator: str) -> Fault:
    """Source: reports of `attribute_exists(:v)`."""
    return Fault(f"Operator or function requires a document path; operator or function: {operator}")


def not_distinct(operator: str, operand: str) -> Fault:
    """Source: observed, https://github.com/floci-io/floci/pull/1442, whose texts are of captures from AWS."""
    return Fault(
        "The first operand must be distinct from the remaining operands for this operator or function; "
        f"operator: {operator}, first operand: {operand}"
    )


def bounds_reversed(low: str, high: str) -> Fault:
    """Source: observed, https://github.com/ExtendDB/extenddb/issues/99."""
    return Fault(
        "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
        f"lower bound operand: AttributeValue: {low}, upper bound operand: AttributeValue: {high}"
    )


def bounds_differ(low: str, high: str) -> Fault:
    """Source: reports of BETWEEN with a number and a string."""
    return Fault(
        "The BETWEEN operator requires same data type for lower and upper bounds; "
        f"lower bound operand: AttributeValue: {low}, upper bound operand: AttributeValue: {high}"
    )


def undefined_name(name: str) -> Fault:
    """Source: observed, https://github.com/neoeinstein/modyne/issues/3."""
    return Fault(f"An expression attribute name used in the document path is not defined; attribute name: {name}")


def undefined_value(name: str) -> Fault:
    """Source: reports of a `:value` that is not in ExpressionAttributeValues."""
    return Fault(f"An expression attribute value used in expression is not defined; attribute value: {name}")


def index_too_large(index: str) -> Fault:
    """Source: observed, https://github.com/floci-io/floci/issues/3073, which has the boundary, and
    https://github.com/scylladb/scylladb/issues/25947.
    """
    return Fault(f"List index is not within the allowable range; index: [{index}]")


def path_too_deep(levels: int) -> Fault:
    """Developer Guide, "Constraints": 32 levels; the text as in reports of a projection that goes deeper."""
    return Fault(f"The document path has too many nesting elements; nesting levels: {levels}")


def shown_path(parts: Iterable[str | int]) -> str:
    """A path as AWS writes it in its errors: [a, b, [0]]."""
    return f"[{', '.join(f'[{part}]' if isinstance(part, int) else part for part in parts)}]"


def paths_overlap(one: tuple[str | int, ...], two: tuple[str | int, ...]) -> Fault:
    """Source: observed, https://github.com/getmoto/moto/issues/8582."""
    return _two_paths("overlap", one, two)


def paths_conflict(one: tuple[str | int, ...], two: tuple[str | int, ...]) -> Fault:
    """One goes into a map where the other goes into a list. Source: reports, with the words of `paths_overlap`."""
    return _two_paths("conflict", one, two)


def _two_paths(verb: str, one: tuple[str | int, ...], two: tuple[str | int, ...]) -> Fault:
    return Fault(
        f"Two document paths {verb} with each other; must remove or rewrite one of these paths; "
        f"path one: {shown_path(one)}, path two: {shown_path(two)}"
    )


def section_twice(section: str) -> Fault:
    """Source: observed, https://github.com/getmoto/moto/issues/3972."""
    return Fault(f'The "{section}" section can only be used once in an update expression;')


def incorrect_data_type() -> ServiceError:
    """The item's value is not of the type that the update needs. Source: observed,
    https://github.com/baopham/laravel-dynamodb/issues/284.
    """
    return validation("An operand in the update expression has an incorrect data type")


def no_such_attribute() -> ServiceError:
    """The update reads what the item does not have. Source: reports of `SET a = b` without b."""
    return validation("The provided expression refers to an attribute that does not exist in the item")


def path_invalid_for_update() -> ServiceError:
    """The update goes into what is not there. Source: observed, https://github.com/ExtendDB/extenddb/pull/6."""
    return validation("The document path provided in the update expression is invalid for update")


def too_many_choices(count: int) -> Fault:
    """Source: reports of IN with more than 100 values."""
    return Fault(f"The IN operator is provided with too many operands; number of operands: {count}")


def unknown_type(name: str, known: Iterable[str]) -> Fault:
    """Source: reports of attribute_type with the name of a language's type."""
    return Fault(f"Invalid attribute type name found; type: {name}, valid types: {{{','.join(known)}}}")
