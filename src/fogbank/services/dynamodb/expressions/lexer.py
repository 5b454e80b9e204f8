"""Words of an expression. Nothing is wrong on this level: what is no token of the language is a token of its own."""

import re
from typing import NamedTuple

NAME, VALUE, WORD, NUMBER, SIGN, END = "name", "value", "word", "number", "sign", "end"

# An index has no zero before it, so "03" is two tokens, and an underscore begins nothing. Source: observed,
# https://github.com/aws/aws-sdk-java-v2/issues/2310 and https://github.com/aws/aws-sdk-js/issues/1691.
_token = re.compile(
    r"""\s*(?:
        (?P<name>\#[A-Za-z0-9_]+)
      | (?P<value>:[A-Za-z0-9_]+)
      | (?P<word>[A-Za-z][A-Za-z0-9_]*)
      | (?P<number>0|[1-9][0-9]*)
      | (?P<sign><=|>=|<>|\S)
      | (?P<end>\Z)
    )""",
    re.VERBOSE | re.ASCII,
)


class Token(NamedTuple):
    """One word: its kind, its text, and where it stands in the source."""

    kind: str
    text: str
    start: int
    end: int


def tokens(source: str) -> list[Token]:
    """All tokens of a source; the last one is its end."""
    found = []
    for match in _token.finditer(source):
        kind = match.lastgroup or END
        found.append(Token(kind, match[kind], match.start(kind), match.end(kind)))
        if kind == END:
            break
    return found
