"""ExpressionAttributeNames and ExpressionAttributeValues of a request, and which parameters go together."""

import re
from collections.abc import Collection, Mapping
from typing import Any, Protocol

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb.errors import validation
from fogbank.services.dynamodb.values import Value, canonical

PLACEHOLDER_BYTES_MAX = 255  # Developer Guide, "Constraints", expression parameters

_name = re.compile(r"#[A-Za-z0-9_]+").fullmatch
_value = re.compile(r":[A-Za-z0-9_]+").fullmatch


class Uses(Protocol):
    """An expression that is bound to a request: it knows the placeholders that it uses."""

    @property
    def names(self) -> Collection[str]: ...
    @property
    def values(self) -> Collection[str]: ...


def check_parameters(request: Mapping[str, Any], expressions: tuple[str, ...], legacy: tuple[str, ...]) -> None:
    """Refuse a request with parameters of both kinds, or placeholders without any expression that could use them.

    `expressions` and `legacy` are the members that the operation has, in AWS's order; values are for those but
    ProjectionExpression.

    Errors: ValidationException. Source: observed, https://github.com/ExtendDB/extenddb/pull/162 (that no name of an
    expression follows for names), and many reports of either.
    """
    given = [name for name in expressions if request.get(name) is not None]
    old = [name for name in legacy if request.get(name) is not None]
    if given and old:
        raise validation(
            "Can not use both expression and non-expression parameters in the same request: "
            f"Non-expression parameters: {{{', '.join(old)}}} Expression parameters: {{{', '.join(given)}}}"
        )
    if request.get("ExpressionAttributeNames") is not None and not given:
        raise validation("ExpressionAttributeNames can only be specified when using expressions")
    valued = [name for name in expressions if name != "ProjectionExpression"]
    if request.get("ExpressionAttributeValues") is not None and not any(name in given for name in valued):
        raise validation(
            "ExpressionAttributeValues can only be specified when using expressions: "
            f"{' and '.join(valued)} {'is' if len(valued) == 1 else 'are'} null"
        )


def check_names(names: Mapping[str, str] | None) -> Mapping[str, str]:
    """The `#names` of a request, checked.

    Differs: the texts for a name that is empty, and for a key that is too long, are ours.

    Errors: ValidationException. Source: observed, https://github.com/getmoto/moto/pull/4393 (empty) and
    https://github.com/4ossiblellc/dynamodb-update-expression/issues/17 (syntax).
    """
    if names is None:
        return {}
    if not names:
        raise validation("ExpressionAttributeNames must not be empty")
    for key, name in names.items():
        if not _name(key) or len(key) > PLACEHOLDER_BYTES_MAX:
            raise _bad_key("ExpressionAttributeNames", key)
        if not name:
            raise validation(
                f"ExpressionAttributeNames contains invalid value: Attribute name must not be empty for key {key}"
            )
    return names


def check_values(values: Mapping[str, Value] | None) -> Mapping[str, Value]:
    """The `:values` of a request in their canonical form.

    Errors: ValidationException. Source: observed, https://github.com/SamVerschueren/dynongo/pull/61 (empty),
    https://github.com/guardian/grid/issues/902 and https://github.com/dynamoose/dynamoose/issues/79 (a wrong value).
    """
    if values is None:
        return {}
    if not values:
        raise validation("ExpressionAttributeValues must not be empty")
    checked = {}
    for key, value in values.items():
        if not _value(key) or len(key) > PLACEHOLDER_BYTES_MAX:
            raise _bad_key("ExpressionAttributeValues", key)
        try:
            checked[key] = canonical(value)
        except ServiceError as fault:
            raise validation(
                f"ExpressionAttributeValues contains invalid value: {fault.message} for key {key}"
            ) from None
    return checked


def _bad_key(member: str, key: str) -> ServiceError:
    if len(key) > PLACEHOLDER_BYTES_MAX:
        return validation(
            f"{member} contains invalid key: The expression attribute map contains a key that is too long"
        )
    return validation(f'{member} contains invalid key: Syntax error; key: "{key}"')


def check_unused(names: Mapping[str, str], values: Mapping[str, Value], *used: Uses | None) -> None:
    """Refuse placeholders that no expression uses.

    Errors: ValidationException. Source: observed, https://github.com/AllocZero/EfficientDynamoDb/issues/170.
    """
    for member, given, attribute in (
        ("ExpressionAttributeNames", names, "names"),
        ("ExpressionAttributeValues", values, "values"),
    ):
        if not given:
            continue
        known = set().union(*(getattr(one, attribute) for one in used if one is not None))
        if unused := [key for key in given if key not in known]:
            raise validation(f"Value provided in {member} unused in expressions: keys: {{{', '.join(unused)}}}")
