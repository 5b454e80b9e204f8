"""Grammars of the expression languages: from a source to its tree, by recursive descent.

A source that does not parse is a syntax fault at the token where it stops to. What else is wrong with the text alone
(reserved words, unknown functions, ...) is noted on the way and raised at the end, so that syntax always goes first.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from fogbank.services.dynamodb.expressions import errors, nodes
from fogbank.services.dynamodb.expressions.errors import Fault
from fogbank.services.dynamodb.expressions.lexer import END, NAME, NUMBER, SIGN, VALUE, WORD, Token, tokens
from fogbank.services.dynamodb.reserved import is_reserved

SOURCE_BYTES_MAX = 4096  # Developer Guide, "Constraints", expression parameters: 4 KB of the string as it was sent
OPERATORS_MAX = 300  # ibid.: operators or functions
LEVELS_MAX = 32  # ibid.: depth of a document path
INDEX_MAX = 4294967294  # observed, see errors.index_too_large
NESTED_MAX = 60  # ours: deeper parentheses count as redundant, as those that AWS refuses nearly always are

COMPARATORS = frozenset(("=", "<>", "<", "<=", ">", ">="))
CONDITION_FUNCTIONS = {
    "attribute_exists": 1,
    "attribute_not_exists": 1,
    "attribute_type": 2,
    "begins_with": 2,
    "contains": 2,
    "size": 1,
}
UPDATE_FUNCTIONS = {"if_not_exists": 2, "list_append": 2}
FUNCTIONS = CONDITION_FUNCTIONS | UPDATE_FUNCTIONS
SECTIONS = ("SET", "REMOVE", "ADD", "DELETE")
_KEYWORDS = frozenset(("AND", "OR", "NOT", "BETWEEN", "IN"))
_OPERANDS = (nodes.Path, nodes.Placeholder)

T = TypeVar("T")


class Reader:
    """Reads one source, from left to right, one time."""

    def __init__(self, source: str) -> None:
        if not source:
            raise errors.empty()
        if len(source.encode("utf-8", "surrogatepass")) > SOURCE_BYTES_MAX:
            raise errors.too_long()
        self._source = source
        self._tokens = tokens(source)
        self._at = 0
        self._operators = 0
        self._parentheses = (0, 0)  # the tokens of the pair that was closed last
        self._nested = 0
        self._noted: dict[str, Fault] = {}

    # Words.

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _sees(self, *signs: str) -> bool:
        return self._token.kind == SIGN and self._token.text in signs

    def _sees_keyword(self, *words: str) -> bool:
        return self._token.kind == WORD and self._token.text.upper() in words

    def _fault(self) -> Fault:
        around = [token for token in self._tokens[max(self._at - 1, 0) : self._at + 2] if token.kind != END]
        near = self._source[around[0].start : around[-1].end] if around else ""
        return errors.syntax(self._token.text if self._token.kind != END else "<EOF>", near)

    def _expect(self, sign: str) -> None:
        if not self._sees(sign):
            raise self._fault()
        self._at += 1

    def _note(self, subject: str, fault: Fault) -> None:
        self._noted.setdefault(subject, fault)

    def _finish(self, read: T) -> T:
        """The end of the source; raises the gravest of what was noted."""
        if self._token.kind != END:
            raise self._fault()
        if self._operators > OPERATORS_MAX:
            raise errors.too_many_operators(self._operators)
        for subject in ("parentheses", "function", "section", "word", "index", "depth"):
            if subject in self._noted:
                raise self._noted[subject]
        return read

    def _listed(self, one: Callable[[], T]) -> list[T]:
        found = [one()]
        while self._sees(","):
            self._at += 1
            found.append(one())
        return found

    def _in_parentheses(self, inner: Callable[[], T]) -> T:
        opened = self._at
        self._open()
        found = inner()
        if self._parentheses == (opened + 1, self._at):
            self._note("parentheses", errors.redundant_parentheses())
        self._close()
        self._parentheses = (opened, self._at)
        return found

    def _open(self) -> None:
        self._expect("(")
        self._nested += 1
        if self._nested > NESTED_MAX:
            raise errors.redundant_parentheses()

    def _close(self) -> None:
        self._expect(")")
        self._nested -= 1

    # Operands.

    def _path(self) -> nodes.Path:
        parts: list[str | int] = [self._attribute()]
        while self._sees(".", "["):
            if self._take().text == ".":
                parts.append(self._attribute())
            else:
                parts.append(self._index())
                self._expect("]")
        if len(parts) > LEVELS_MAX:
            self._note("depth", errors.path_too_deep(len(parts)))
        return nodes.Path(tuple(parts))

    def _attribute(self) -> str:
        if self._token.kind not in (WORD, NAME):
            raise self._fault()
        token = self._take()
        if token.kind == WORD and is_reserved(token.text):
            self._note("word", errors.reserved(token.text))
        return token.text

    def _index(self) -> int:
        if self._token.kind != NUMBER:
            raise self._fault()
        text = self._take().text
        if len(text) > len(str(INDEX_MAX)) or int(text) > INDEX_MAX:
            self._note("index", errors.index_too_large(text))
            return INDEX_MAX
        return int(text)

    def _operand(self) -> nodes.Operand:
        if self._sees("("):
            return self._in_parentheses(self._operand)
        if self._token.kind == VALUE:
            return nodes.Placeholder(self._take().text)
        if self._sees_keyword(*_KEYWORDS):
            raise self._fault()
        if self._token.kind == WORD and self._tokens[self._at + 1][:2] == (SIGN, "("):
            return self._function()
        return self._path()

    def _function(self) -> nodes.Function:
        name = self._take().text
        self._operators += 1
        if name not in FUNCTIONS:
            self._note("function", errors.unknown_function(name))
        self._open()
        operands = self._listed(self._operand)
        self._close()
        return nodes.Function(name, tuple(operands))

    # Conditions.

    def condition(self) -> nodes.Condition:
        """A whole condition, filter or key condition."""
        return self._finish(self._need_condition(self._any()))

    def _need_condition(self, node: nodes.Condition | nodes.Operand) -> nodes.Condition:
        if isinstance(node, _OPERANDS):
            raise self._fault()
        return node

    def _any(self) -> nodes.Condition | nodes.Operand:
        return self._joined("OR", self._all, nodes.Any)

    def _all(self) -> nodes.Condition | nodes.Operand:
        return self._joined("AND", self._negated, nodes.All)

    def _joined(
        self,
        word: str,
        one: Callable[[], nodes.Condition | nodes.Operand],
        join: Callable[[tuple[nodes.Condition, ...]], nodes.Condition],
    ) -> nodes.Condition | nodes.Operand:
        first = one()
        if not self._sees_keyword(word):
            return first
        found = [self._need_condition(first)]
        while self._sees_keyword(word):
            self._at += 1
            self._operators += 1
            found.append(self._need_condition(one()))
        return join(tuple(found))

    def _negated(self) -> nodes.Condition | nodes.Operand:
        negations = 0
        while self._sees_keyword("NOT"):
            self._at += 1
            negations += 1
        self._operators += negations
        found = self._predicate()
        for _ in range(min(negations, OPERATORS_MAX)):
            found = nodes.Not(self._need_condition(found))
        return found

    def _predicate(self) -> nodes.Condition | nodes.Operand:
        left = self._in_parentheses(self._any) if self._sees("(") else self._operand()
        compares = self._sees(*COMPARATORS)
        if not compares and not self._sees_keyword("BETWEEN", "IN"):
            return left
        if not isinstance(left, (*_OPERANDS, nodes.Function)):
            raise self._fault()
        self._operators += 1
        word = self._take().text
        if compares:
            return nodes.Comparison(word, left, self._operand())
        if word.upper() == "IN":
            self._expect("(")
            choices = self._listed(self._operand)
            self._expect(")")
            return nodes.Within(left, tuple(choices))
        low = self._operand()
        if not self._sees_keyword("AND"):
            raise self._fault()
        self._at += 1
        return nodes.Between(left, low, self._operand())

    # Updates.

    def update(self) -> tuple[nodes.Action, ...]:
        """A whole update expression: its actions in their order."""
        found: list[nodes.Action] = []
        seen: set[str] = set()
        while True:
            if not self._sees_keyword(*SECTIONS):
                raise self._fault()
            section = self._take().text.upper()
            if section in seen:
                self._note("section", errors.section_twice(section))
            seen.add(section)
            found += self._listed(partial(self._action, section))
            if self._token.kind == END:
                return self._finish(tuple(found))

    def _action(self, section: str) -> nodes.Action:
        if self._sees_keyword(*SECTIONS):
            raise self._fault()
        path = self._path()
        if section == "REMOVE":
            return nodes.Action(section, path, None)
        if section == "SET":
            self._expect("=")
            return nodes.Action(section, path, self._value())
        if self._token.kind != VALUE:
            raise self._fault()
        return nodes.Action(section, path, nodes.Placeholder(self._take().text))

    def _value(self) -> nodes.Operand | nodes.Arithmetic:
        left = self._in_parentheses(self._value) if self._sees("(") else self._operand()
        if not self._sees("+", "-") or isinstance(left, nodes.Arithmetic):
            return left
        self._operators += 1
        return nodes.Arithmetic(self._take().text, left, self._operand())

    # Projections.

    def projection(self) -> tuple[nodes.Path, ...]:
        """A whole projection expression: its paths in their order."""
        return self._finish(tuple(self._listed(self._path)))
