"""Which patterns can match the same text: the sets of patterns that some text matches and no other does. Pure.

Every text is followed through all patterns at once; only letters that some pattern waits for make a difference, and one
more that stands for all others.
"""

import re
from collections.abc import Iterator, Sequence

STATES_MAX = 20_000
_OTHER = "\x00"
_VARIABLE = re.compile(r"\$\{[^}]*\}")
_PRIVATE = 0xE000
State = tuple[frozenset[int], ...]


class TooMany(Exception):
    """There are more cases than can be looked at."""


def kinds_of_texts(patterns: Sequence[str]) -> Iterator[frozenset[int]]:
    """For every kind of text, which of the patterns match it: by their places in the list. Raises TooMany.

    A policy variable is a letter of its own: it equals itself, and `*` and `?` take it.
    """
    letters: dict[str, str] = {}
    texts = [_VARIABLE.sub(lambda found: _letter(found.group(), letters), pattern) for pattern in patterns]
    start: State = tuple(_settled(text, {0}) for text in texts)
    reached, frontier = {start}, [start]
    told: set[frozenset[int]] = set()
    while frontier:
        state = frontier.pop()
        kind = frozenset(number for number, places in enumerate(state) if len(texts[number]) in places)
        if kind not in told:
            told.add(kind)
            yield kind
        for letter in _letters(texts, state):
            following = tuple(_step(text, places, letter) for text, places in zip(texts, state, strict=True))
            if following not in reached:
                if len(reached) >= STATES_MAX:
                    raise TooMany
                reached.add(following)
                frontier.append(following)


def _letter(variable: str, letters: dict[str, str]) -> str:
    return letters.setdefault(variable.lower(), chr(_PRIVATE + len(letters)))


def _settled(text: str, places: set[int]) -> frozenset[int]:
    """The places in a pattern, and those behind a `*` that may match nothing."""
    found = set(places)
    for place in places:
        while text[place : place + 1] == "*":
            place += 1
            found.add(place)
    return frozenset(found)


def _letters(texts: Sequence[str], state: State) -> set[str]:
    waited = {text[place] for text, places in zip(texts, state, strict=True) for place in places if place < len(text)}
    return (waited - {"*", "?"}) | {_OTHER}


def _step(text: str, places: frozenset[int], letter: str) -> frozenset[int]:
    following = set()
    for place in places:
        if place == len(text):
            continue
        if text[place] == "*":
            following.add(place)
        elif text[place] in ("?", letter):
            following.add(place + 1)
    return _settled(text, following)
