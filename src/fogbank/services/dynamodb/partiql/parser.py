"""DynamoDB's dialect of PartiQL: from a text to its statement, by recursive descent.

Source: DynamoDB Developer Guide, "PartiQL language reference"; PartiQL specification for literals.
Differs: a SELECT has paths only, no expressions; `IS` knows NULL and MISSING.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import TypeVar

from fogbank.services.dynamodb.expressions import nodes
from fogbank.services.dynamodb.expressions.reader import COMPARATORS, OPERATORS_MAX
from fogbank.services.dynamodb.partiql import errors
from fogbank.services.dynamodb.partiql.lexer import END, NUMBER, QUOTED, SIGN, STRING, WORD, Token, tokens
from fogbank.services.dynamodb.partiql.literals import Literal, constant, listed, mapped, parameter, unordered
from fogbank.services.dynamodb.partiql.statements import Body, Delete, Exists, Insert, Select, Statement, Update
from fogbank.services.dynamodb.values import Value

T = TypeVar("T")

NESTED_MAX = 60  # ours: of parentheses and of literals

_WORDS = (
    "SELECT FROM WHERE ORDER BY ASC DESC INSERT INTO VALUE UPDATE SET REMOVE DELETE RETURNING "
    "AND OR NOT BETWEEN IN IS MISSING NULL TRUE FALSE"
)
_KEYWORDS = frozenset(_WORDS.split())
_CONSTANTS: dict[str, Value] = {"TRUE": {"BOOL": True}, "FALSE": {"BOOL": False}, "NULL": {"NULL": True}}
_FUNCTIONS = ("begins_with", "contains", "size", "attribute_type", "list_append", "set_add", "set_delete")
_SETS = {"set_add": "ADD", "set_delete": "DELETE"}
_OPERANDS = (nodes.Path, nodes.Placeholder)


@lru_cache(maxsize=4096)
def parsed(text: str) -> Statement:
    """The statement that a text is. Errors: ValidationException "Statement wasn't well formed, ..."."""
    return _Parser(text).statement()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._at = 0
        self._names: dict[str, str] = {}
        self._literals: dict[str, Literal] = {}
        self._parameters = 0
        self._nested = 0

    # Words.

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._token
        self._at += 1
        return token

    def _sees(self, *signs: str) -> bool:
        return self._token.kind == SIGN and self._token.text in signs

    def _sees_word(self, *words: str) -> bool:
        return self._token.kind == WORD and self._token.text.upper() in words

    def _accepts(self, word: str) -> bool:
        if not self._sees_word(word):
            return False
        self._at += 1
        return True

    def _fault(self) -> Exception:
        shown = "end of statement" if self._token.kind == END else f"'{self._token.text}'"
        return errors.malformed(f"Unexpected term {shown}")

    def _expect(self, sign: str) -> None:
        if not self._sees(sign):
            raise self._fault()
        self._at += 1

    def _expect_word(self, *words: str) -> str:
        if not self._sees_word(*words):
            raise self._fault()
        return self._take().text.upper()

    def _series(self, one: Callable[[], T], closing: str = "") -> list[T]:
        """One or more with commas between, up to a closing sign, with which there may be none."""
        found: list[T] = []
        self._deeper()
        if not (closing and self._sees(closing)):
            found.append(one())
            while self._sees(","):
                self._at += 1
                found.append(one())
        if closing:
            self._expect(closing)
        self._nested -= 1
        return found

    def _in_parentheses(self, inner: Callable[[], T]) -> T:
        self._expect("(")
        self._deeper()
        found = inner()
        self._nested -= 1
        self._expect(")")
        return found

    def _deeper(self) -> None:
        self._nested += 1
        if self._nested > NESTED_MAX:
            raise errors.malformed("Nested too deeply")

    # Statements.

    def statement(self) -> Statement:
        bodies: dict[str, Callable[[], Body]] = {
            "SELECT": self._select,
            "INSERT": self._insert,
            "UPDATE": self._update,
            "DELETE": self._delete,
            "EXISTS": self._exists,
        }
        if not self._sees_word(*bodies):
            raise errors.malformed("Expected data manipulation")
        body = bodies[self._token.text.upper()]()
        if self._sees(";"):
            self._at += 1
        if self._token.kind != END:
            raise self._fault()
        names = tuple((key, name) for name, key in self._names.items())
        return Statement(body, names, self._literals, self._parameters)

    def _select(self) -> Select:
        self._expect_word("SELECT")
        paths: tuple[nodes.Path, ...] | None = None
        if self._sees("*"):
            self._at += 1
        else:
            paths = tuple(self._series(self._path))
        self._expect_word("FROM")
        table, index = self._identifier(), None
        if self._sees("."):
            self._at += 1
            index = self._identifier()
        where = self._where() if self._sees_word("WHERE") else None
        order: list[tuple[nodes.Path, bool]] = []
        if self._accepts("ORDER"):
            self._expect_word("BY")
            order = self._series(self._ordered)
        return Select(table, index, paths, where, tuple(order))

    def _ordered(self) -> tuple[nodes.Path, bool]:
        path = self._path()
        return path, self._sees_word("ASC", "DESC") and self._take().text.upper() == "DESC"

    def _insert(self) -> Insert:
        self._expect_word("INSERT")
        self._expect_word("INTO")
        table = self._identifier()
        self._expect_word("VALUE")
        if not self._sees("{"):
            raise self._fault()
        return Insert(table, self._placeholder(self._literal()).name)

    def _update(self) -> Update:
        self._expect_word("UPDATE")
        table = self._identifier()
        if not self._sees_word("SET", "REMOVE"):
            raise errors.malformed("Expected data manipulation")
        actions: list[nodes.Action] = []
        while self._sees_word("SET", "REMOVE"):
            actions += self._series(self._set if self._take().text.upper() == "SET" else self._remove)
        return Update(table, tuple(actions), self._where(), self._returning())

    def _set(self) -> nodes.Action:
        path = self._path()
        self._expect("=")
        value = self._value()
        if isinstance(value, nodes.Function) and value.name in _SETS:
            of, members = value.operands if len(value.operands) == 2 else (None, None)
            if of != path or not isinstance(members, nodes.Placeholder):
                raise errors.malformed(f"{value.name} takes the attribute that is set, and a set")
            return nodes.Action(_SETS[value.name], path, members)
        return nodes.Action("SET", path, value)

    def _remove(self) -> nodes.Action:
        return nodes.Action("REMOVE", self._path(), None)

    def _delete(self) -> Delete:
        self._expect_word("DELETE")
        self._expect_word("FROM")
        table, where, returning = self._identifier(), self._where(), self._returning()
        if returning not in ("", "ALL_OLD"):
            raise errors.returning_of_delete(returning)
        return Delete(table, where, returning)

    def _exists(self) -> Exists:
        self._expect_word("EXISTS")
        self._expect("(")
        select = self._select()
        self._expect(")")
        return Exists(select)

    def _where(self) -> nodes.Condition:
        self._expect_word("WHERE")
        return self._need_condition(self._any())

    def _returning(self) -> str:
        if not self._accepts("RETURNING"):
            return ""
        which = f"{self._expect_word('ALL', 'MODIFIED')}_{self._expect_word('OLD', 'NEW')}"
        self._expect("*")
        return which

    # Names and paths.

    def _identifier(self) -> str:
        token = self._token
        if token.kind != QUOTED and (token.kind != WORD or token.text.upper() in _KEYWORDS):
            raise self._fault()
        return self._take().text

    def _attribute(self) -> str:
        return self._names.setdefault(self._identifier(), f"#{len(self._names)}")

    def _path(self) -> nodes.Path:
        parts: list[str | int] = [self._attribute()]
        while self._sees(".", "["):
            if self._take().text == ".":
                if self._token.kind not in (WORD, QUOTED):
                    raise errors.malformed("Invalid path dot component")
                parts.append(self._attribute())
                continue
            if self._token.kind != NUMBER or not self._token.text.isdigit():
                raise self._fault()
            parts.append(int(self._take().text))
            self._expect("]")
        return nodes.Path(tuple(parts))

    # Values.

    def _placeholder(self, literal: Literal) -> nodes.Placeholder:
        name = f":{len(self._literals)}"
        self._literals[name] = literal
        return nodes.Placeholder(name)

    def _sees_literal(self) -> bool:
        return (
            self._token.kind in (STRING, NUMBER)
            or self._sees("?", "[", "{", "<<", "-", "+")
            or self._sees_word(*_CONSTANTS)
        )

    def _literal(self) -> Literal:
        token = self._take()
        if token.kind == STRING:
            return constant({"S": token.text})
        if token.kind == NUMBER:
            return constant({"N": token.text})
        if token.kind == WORD and token.text.upper() in _CONSTANTS:
            return constant(_CONSTANTS[token.text.upper()])
        if token.kind == SIGN and token.text in ("-", "+") and self._token.kind == NUMBER:
            return constant({"N": token.text + self._take().text})
        if token == (SIGN, "?"):
            self._parameters += 1
            return parameter(self._parameters - 1)
        if token == (SIGN, "["):
            return listed(self._series(self._literal, "]"))
        if token == (SIGN, "<<"):
            return unordered(self._series(self._literal, ">>"))
        if token == (SIGN, "{"):
            return mapped(self._series(self._member, "}"))
        self._at -= 1
        raise self._fault()

    def _member(self) -> tuple[str, Literal]:
        if self._token.kind not in (STRING, QUOTED):
            raise self._fault()
        name = self._take().text
        self._expect(":")
        return name, self._literal()

    def _operand(self) -> nodes.Operand:
        if self._sees("("):
            return self._in_parentheses(self._operand)
        if self._sees_literal():
            return self._placeholder(self._literal())
        following = self._tokens[self._at + 1] if self._token.kind == WORD else None
        if following == (SIGN, "(") and self._token.text.lower() in _FUNCTIONS:
            name = self._take().text.lower()
            self._at += 1
            return nodes.Function(name, tuple(self._series(self._operand, ")")))
        return self._path()

    def _value(self) -> nodes.Operand | nodes.Arithmetic:
        left = self._operand()
        if not self._sees("+", "-"):
            return left
        return nodes.Arithmetic(self._take().text, left, self._operand())

    # Conditions.

    def _need_condition(self, node: nodes.Condition | nodes.Operand) -> nodes.Condition:
        if isinstance(node, _OPERANDS):
            raise self._fault()
        return node

    def _any(self) -> nodes.Condition | nodes.Operand:
        return self._joined("OR", partial(self._joined, "AND", self._negated, nodes.All), nodes.Any)

    def _joined(
        self,
        word: str,
        one: Callable[[], nodes.Condition | nodes.Operand],
        join: Callable[[tuple[nodes.Condition, ...]], nodes.Condition],
    ) -> nodes.Condition | nodes.Operand:
        first = one()
        if not self._sees_word(word):
            return first
        found = [self._need_condition(first)]
        while self._accepts(word):
            found.append(self._need_condition(one()))
        return join(tuple(found))

    def _negated(self) -> nodes.Condition | nodes.Operand:
        negations = 0
        while self._accepts("NOT"):
            negations += 1
        found = self._predicate()
        for _ in range(min(negations, OPERATORS_MAX)):
            found = nodes.Not(self._need_condition(found))
        if negations > OPERATORS_MAX:
            raise errors.malformed("Nested too deeply")
        return found

    def _predicate(self) -> nodes.Condition | nodes.Operand:
        left = self._in_parentheses(self._any) if self._sees("(") else self._operand()
        if not isinstance(left, (*_OPERANDS, nodes.Function)):
            return left
        if self._sees(*COMPARATORS, "!="):
            sign = self._take().text
            return nodes.Comparison("<>" if sign == "!=" else sign, left, self._operand())
        if self._accepts("IS"):
            negated = self._accepts("NOT")
            found = self._is(left)
            return nodes.Not(found) if negated else found
        negated = self._accepts("NOT")
        if self._accepts("BETWEEN"):
            low = self._operand()
            self._expect_word("AND")
            between = nodes.Between(left, low, self._operand())
            return nodes.Not(between) if negated else between
        if self._accepts("IN"):
            if not self._sees("[", "("):
                raise self._fault()
            closing = "]" if self._take().text == "[" else ")"
            within = nodes.Within(left, tuple(self._series(self._operand, closing)))
            return nodes.Not(within) if negated else within
        if negated:
            raise self._fault()
        return left

    def _is(self, operand: nodes.Operand) -> nodes.Condition:
        if self._expect_word("NULL", "MISSING") == "MISSING":
            return nodes.Function("attribute_not_exists", (operand,))
        return nodes.Function("attribute_type", (operand, self._placeholder(constant({"S": "NULL"}))))
