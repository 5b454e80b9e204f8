"""Attribute values: what is a right one, its canonical form, its size, and how two of them compare. Pure.

A value is the wire's form, `{"S": str}`, `{"N": str}`, `{"B": bytes}`, `{"SS": [str]}`, `{"NS": [str]}`,
`{"BS": [bytes]}`, `{"M": {name: value}}`, `{"L": [value]}`, `{"BOOL": bool}`, `{"NULL": True}`; an item maps names to
values. Canonical is a value whose numbers are (numbers.py); everything that is kept or compared is. Sets keep the order
in which they came.

A source without an address ("reports of ...") is a text as such reports have it; it was not looked up again.
"""

import base64
import operator
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb.errors import validation
from fogbank.services.dynamodb.numbers import number, size_of_number

Value = dict[str, Any]
Item = dict[str, Value]

LEVELS_MAX = 32  # Developer Guide, "Quotas": nested attribute depth; a value of an item stands on the first level
NAME_BYTES_MAX = 65535  # Developer Guide, "Constraints": attribute names
HASH_KEY_BYTES_MAX = 2048
RANGE_KEY_BYTES_MAX = 1024
ITEM_BYTES_MAX = 400 * 1024


def invalid(reason: str) -> ServiceError:
    """The general form of what is wrong with values. Source: observed in every one of the texts below."""
    return validation(f"One or more parameter values were invalid: {reason}")


def no_type() -> ServiceError:
    """Source: observed, https://github.com/aws/aws-sdk-js/issues/43."""
    return validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")


def two_types() -> ServiceError:
    """Source: reports of the same kind as that of `no_type`."""
    return validation(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
    )


def too_deep() -> ServiceError:
    """Source: observed in eu-west-2 by https://github.com/nubo-db/dynoxide/issues/110, which also has the boundary."""
    return validation(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported "
        "limit"
    )


def long_name() -> ServiceError:
    """Source: observed, https://github.com/ExtendDB/extenddb/issues/365."""
    return validation("Attribute name is too large, must be less than 65536 bytes")


def base64_text(data: bytes) -> str:
    """Binary as the wire has it."""
    return base64.b64encode(data).decode()


# Empty sets. Source: reports; the first one, with its two spaces, in https://github.com/guardian/grid/issues/902.
_EMPTY_SET = {
    "SS": "An string set  may not be empty",
    "NS": "An number set  may not be empty",
    "BS": "Binary sets should not be empty",
}


def duplicates(kind: str, members: list[Any]) -> ServiceError:
    """Source: observed; SS https://github.com/truora/minidyn/issues/50, NS https://github.com/dynamoose/dynamoose/issues/79."""
    if kind == "NS":
        return validation("Input collection contains duplicates")
    shown = members if kind == "SS" else map(base64_text, members)
    return invalid(f"Input collection [{', '.join(shown)}]{'of type BS ' if kind == 'BS' else ' '}contains duplicates.")


def canonical(value: Value, level: int = 1) -> Value:
    """The canonical form of a value, which is the value itself where it already is; it is never changed in place.

    Errors: ValidationException for no type or two, a wrong number, a set that is empty or has duplicates, `NULL` that
    is not true, and more than 32 levels.
    """
    if len(value) != 1:
        raise two_types() if value else no_type()
    if "S" in value:
        return value
    for kind, body in value.items():
        if kind == "N":
            text = number(body)
            return value if text is body else {"N": text}
        rule = _RULES.get(kind)
        if rule is None:
            break
        return rule(value, body, level)
    raise no_type()


def _as_it_is(value: Value, _body: Any, _level: int) -> Value:
    return value


def _null(value: Value, body: Any, _level: int) -> Value:
    if body is not True:
        raise invalid("Null attribute value types must have the value of true")
    return value


def _set(value: Value, members: list[Any], _level: int) -> Value:
    for kind in value:
        if not members:
            raise invalid(_EMPTY_SET[kind])
        if kind == "NS":
            members = [number(member) for member in members]
            value = {"NS": members}
        if len(set(members)) != len(members):
            raise duplicates(kind, members)
    return value


def _list(_value: Value, members: list[Value], level: int) -> Value:
    if members and level >= LEVELS_MAX:
        raise too_deep()
    return {"L": [canonical(member, level + 1) for member in members]}


def _map(_value: Value, members: Item, level: int) -> Value:
    if members and level >= LEVELS_MAX:
        raise too_deep()
    return {"M": {_name(name): canonical(member, level + 1) for name, member in members.items()}}


def _name(name: str) -> str:
    if len(name) * 4 > NAME_BYTES_MAX and _text_bytes(name) > NAME_BYTES_MAX:
        raise long_name()
    return name


_RULES: dict[str, Callable[[Value, Any, int], Value]] = {
    "B": _as_it_is,
    "BOOL": _as_it_is,
    "NULL": _null,
    "SS": _set,
    "NS": _set,
    "BS": _set,
    "L": _list,
    "M": _map,
}


def check_item(item: Mapping[str, Any]) -> Item:
    """The canonical form of an item (or key).

    Errors: as `canonical`, and for the name of an attribute of more than 65,535 bytes, on any level.
    """
    return {_name(name): canonical(value) for name, value in item.items()}


def check_key_value(name: str, value: Value, hash_key: bool) -> None:
    """Refuse a key's value that is empty or too long; that its type is the schema's is checked before.

    Errors: ValidationException. Source: reports of PutItem with empty keys; limits in Developer Guide, "Quotas".
    """
    for kind, body in value.items():
        if kind == "N":
            return
        if not body:
            what = "string" if kind == "S" else "binary"
            raise validation(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
                f"empty {what} value. Key: {name}"
            )
        size = size_of_value(value)
        if hash_key and size > HASH_KEY_BYTES_MAX:
            raise invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes")
        if not hash_key and size > RANGE_KEY_BYTES_MAX:
            raise invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes")


def _text_bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _sum(measure: Callable[[Any], int]) -> Callable[[Iterable[Any]], int]:
    return lambda members: sum(map(measure, members))


def _list_bytes(members: list[Value]) -> int:
    return 3 + sum(1 + size_of_value(member) for member in members)


def _map_bytes(members: Item) -> int:
    return 3 + sum(1 + _text_bytes(name) + size_of_value(member) for name, member in members.items())


_SIZES: dict[str, Callable[[Any], int]] = {
    "S": _text_bytes,
    "N": size_of_number,
    "B": len,
    "BOOL": lambda _: 1,
    "NULL": lambda _: 1,
    "SS": _sum(_text_bytes),
    "NS": _sum(size_of_number),
    "BS": _sum(len),
    "L": _list_bytes,
    "M": _map_bytes,
}


def size_of_value(value: Value) -> int:
    """Bytes that a canonical value counts, without its name.

    Source: Developer Guide, "DynamoDB item sizes and formats": 3 bytes for a list or map and 1 for each of its members.
    """
    for kind, body in value.items():
        return _SIZES[kind](body)
    raise AssertionError("a value has one type")


def size_of(item: Item) -> int:
    """Bytes that an item counts: its names in UTF-8 and its values. Source: as `size_of_value`."""
    size = 0
    for name, value in item.items():
        size += len(name) if name.isascii() else _text_bytes(name)
        for kind, body in value.items():
            size += _SIZES[kind](body)
    return size


def kind_of(value: Value) -> str:
    """The type of a value: "S", "N", ..."""
    return next(iter(value))


_MANY = ("L", "M", "SS", "NS", "BS")


def equal(left: Value, right: Value) -> bool:
    """Whether two canonical values are equal: of one type, and as that type says. Sets have no order."""
    if left == right:
        return True
    for kind, ours in left.items():
        theirs: Any = right.get(kind)
        if kind not in _MANY or theirs is None or len(ours) != len(theirs):
            return False
        if kind == "L":
            return all(map(equal, ours, theirs))
        if kind == "M":
            return all(name in theirs and equal(member, theirs[name]) for name, member in ours.items())
        return set(ours) == set(theirs)
    raise AssertionError("a value has one type")


_KEYS: dict[str, Callable[[Any], Any]] = {"S": str, "N": Decimal, "B": bytes}


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[Value, Value], bool]:
    def holds(left: Value, right: Value) -> bool:
        for kind, ours in left.items():
            key = _KEYS.get(kind)
            theirs = right.get(kind)
            return key is not None and theirs is not None and test(key(ours), key(theirs))
        raise AssertionError("a value has one type")

    return holds


# How two canonical values are ordered: False for two types, and for types without an order. Strings are ordered by
# their UTF-8 bytes (the order of code points), binary by unsigned bytes. Source: Developer Guide, "Data types".
ORDERED = {
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
}
less = ORDERED["<"]
