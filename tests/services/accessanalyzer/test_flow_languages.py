"""The kinds of texts that patterns tell apart, against every short text there is."""

from itertools import product

import pytest

from fogbank.kernel.identity.patterns import glob
from fogbank.services.accessanalyzer.checks.actions import includes
from fogbank.services.accessanalyzer.checks.resources import meets
from fogbank.services.accessanalyzer.languages import TooMany, kinds_of_texts

PATTERNS = ["", "a", "ab", "*", "a*", "*b", "a*b", "?", "a?", "?b*", "*a*"]
TEXTS = ["".join(letters) for length in range(5) for letters in product("abc", repeat=length)]


def matching(text: str, patterns: list[str]) -> frozenset[int]:
    """The patterns that a text matches."""
    return frozenset(number for number, pattern in enumerate(patterns) if glob((pattern,)).fullmatch(text))


@pytest.mark.parametrize("pair", list(product(PATTERNS, repeat=2)), ids=str)
def test_two_patterns(pair: tuple[str, str]) -> None:
    one, other = pair
    kinds = {matching(text, [one, other]) for text in TEXTS}
    assert set(kinds_of_texts([one, other])) == kinds
    assert meets(one, other) == (frozenset((0, 1)) in kinds)
    assert includes(one, other) == (frozenset((1,)) not in kinds)


def test_all_patterns_together() -> None:
    assert set(kinds_of_texts(PATTERNS)) == {matching(text, PATTERNS) for text in TEXTS}


def test_a_variable_is_a_letter_of_its_own() -> None:
    kinds = set(kinds_of_texts(["${aws:username}/*", "${aws:userid}/*", "*/x"]))
    assert frozenset((0, 2)) in kinds
    assert not any({0, 1} <= kind for kind in kinds)


def test_there_is_an_end_to_it() -> None:
    with pytest.raises(TooMany):
        list(kinds_of_texts([f"*{letter}{'?' * number}{letter}*" for number, letter in enumerate("abcdefghijklmnop")]))
