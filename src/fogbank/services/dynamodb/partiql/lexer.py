"""Words of a PartiQL statement. What is no token of the language is a token of its own, which no grammar takes."""

import re
from typing import NamedTuple

WORD, QUOTED, STRING, NUMBER, SIGN, END = "word", "quoted", "string", "number", "sign", "end"

_token = re.compile(
    r"""(?:\s|--[^\n]*)*(?:
        (?P<word>[A-Za-z_$][A-Za-z0-9_$]*)
      | "(?P<quoted>(?:[^"]|"")*)"
      | '(?P<string>(?:[^']|'')*)'
      | (?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)
      | (?P<sign><<|>>|<>|<=|>=|!=|\S)
      | (?P<end>\Z)
    )""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """One word: its kind, and its text without quotes."""

    kind: str
    text: str


def tokens(source: str) -> list[Token]:
    """All tokens of a statement; the last one is its end. In quotes, two of them stand for one."""
    found = []
    for match in _token.finditer(source):
        kind = match.lastgroup or END
        text = match[kind]
        quote = {QUOTED: '"', STRING: "'"}.get(kind)
        found.append(Token(kind, text.replace(quote * 2, quote) if quote else text))
        if kind == END:
            break
    return found
