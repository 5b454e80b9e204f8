"""Wildcards and variables of policies.

Source: IAM User Guide, IAM JSON policy elements: Resource; IAM policy elements: Variables and tags.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.identity.patterns import Patterns, Value, glob, template, values

KEYS: dict[str, Value] = {"aws:username": "David", "aws:principaltag/team": "a*b", "aws:calledvia": ("x", "y")}


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("*", "", True),
        ("a", "a", True),
        ("a", "A", False),
        ("a*", "a", True),
        ("a*", "ab\nc", True),
        ("*a", "ba", True),
        ("a*c", "abc", True),
        ("a*c", "abcd", False),
        ("a?c", "abc", True),
        ("a?c", "ac", False),
        ("*?", "", False),
        ("*b*d", "abcd", True),
        ("*d*b", "abcd", False),
        ("a**c", "ac", True),
        ("a.c", "abc", False),
        ("a*[b]", "ax[b]", True),
        # "If the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the colon"
        ("arn:aws:sqs:*:jobs", "arn:aws:sqs:eu-west-3:111122223333:jobs", True),
    ],
)
def test_wildcards(pattern: str, text: str, matches: bool) -> None:
    assert Patterns([pattern]).match(text, {}) is matches
    assert bool(glob((pattern,)).fullmatch(text)) is matches


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("home/${aws:username}/*", "home/David/x", True),
        ("home/${aws:username}/*", "home/david/x", False),
        ("home/${AWS:UserName}", "home/David", True),
        ("home/${aws:userid}", "home/", False),
        ("home/${aws:userid, 'anonymous'}", "home/anonymous", True),
        ("home/${aws:username, 'anonymous'}", "home/David", True),
        ("home/${aws:userid, 'a, b'}", "home/a, b", True),
        ("home/${aws:userid,''}", "home/", True),
        ("${aws:PrincipalTag/team}", "a*b", True),
        ("${aws:PrincipalTag/team}", "axb", False),
        ("${aws:CalledVia}", "x", False),
        ("a${*}b${?}c${$}d", "a*b?c$d", True),
        ("a${*}b", "axb", False),
        ("${}", "", False),
        ("$aws:username", "$aws:username", True),
    ],
)
def test_variables(pattern: str, text: str, matches: bool) -> None:
    assert Patterns([pattern], variables=True).match(text, KEYS) is matches


def test_without_the_version_variables_are_plain_text() -> None:
    assert Patterns(["${aws:username}"]).match("${aws:username}", KEYS)
    assert not Patterns(["${aws:username}"]).match("David", KEYS)


def test_one_of_several_is_enough() -> None:
    patterns = Patterns(["a", "b*", "*c", "${aws:username}"], variables=True)
    assert [patterns.match(text, KEYS) for text in ("a", "bx", "xc", "David", "d")] == [True] * 4 + [False]


def test_many_stars_take_no_time() -> None:
    assert not Patterns(["*a" * 30 + "b"]).match("a" * 5000, {})


def test_a_template_keeps_the_text() -> None:
    parts = template("a${aws:username}b${x,'y'}")
    assert values(parts, KEYS) == ("David", "y")
    assert values(template("${x}"), KEYS) is None


alphabet = st.text("ab:*?", max_size=8)


@given(alphabet, st.text("ab:", max_size=8))
def test_a_pattern_matches_as_its_plain_translation(pattern: str, text: str) -> None:
    plain = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    assert Patterns([pattern]).match(text, {}) is (re.fullmatch(plain, text, re.DOTALL) is not None)
