"""The world outside of a running cloud. Its form: docs/interfaces.md, "The admin API"."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.app.served import Served, served
from tests.app.test_admin import ask


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as server:
        yield server


def test_a_world_is_told_and_told_otherwise(server: Served) -> None:
    assert ask(server, "GET", "world") == (200, {"dns": {}})
    wanted = {"a.example.com": {"CNAME": ["b.example.com."], "TXT": ['"x"', '"y"']}}
    # Names have no dot at their end, and no case.
    asked = {"A.example.com.": wanted["a.example.com"]}
    assert ask(server, "POST", "world", {"dns": asked}) == (200, {"dns": wanted})
    taken = {"dns": {"a.example.com": {"TXT": [], "MX": []}}}
    assert ask(server, "POST", "world", taken) == (200, {"dns": {"a.example.com": {"CNAME": ["b.example.com."]}}})
    ask(server, "POST", "world", {"dns": {"a.example.com": {"CNAME": []}}})
    assert ask(server, "GET", "world") == (200, {"dns": {}})


@pytest.mark.parametrize(
    ("world", "error"),
    [
        ({"weather": "fine"}, "The world has no weather here; it has: dns."),
        ({"dns": ["a"]}, "is no object"),
        ({"dns": {"a": "b"}}, "is no object"),
        ({"dns": {"a": {"CNAME": "b"}}}, "are a list of texts"),
        ({"dns": {"a": {"CNAME": [1]}}}, "are a list of texts"),
        ({"dns": {"a": {"cname": ["b"]}}}, "'cname' is no kind of record: A, AAAA"),
        ({"dns": {"b": {"A": ["192.0.2.1"]}, "a": {"X": []}}}, "'X' is no kind"),
    ],
)
def test_a_world_that_cannot_be_changes_nothing(server: Served, world: Any, error: str) -> None:
    status, answer = ask(server, "POST", "world", world)
    assert status == 400
    assert error in answer["error"]
    assert ask(server, "GET", "world") == (200, {"dns": {}})


def test_links_that_nobody_was_sent(server: Served) -> None:
    assert ask(server, "POST", "links/abc") == (404, {"error": "There is no link 'abc', or it is over."})
    assert ask(server, "GET", "links/abc")[0] == 404
