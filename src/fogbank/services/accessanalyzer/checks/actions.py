"""Actions: whether they exist, and which say nothing that another does not."""

import difflib
import re
from collections.abc import Iterator, Sequence

from fogbank.kernel.identity import facts
from fogbank.kernel.identity.patterns import glob
from fogbank.services.accessanalyzer.catalogue import Found, found
from fogbank.services.accessanalyzer.reading import Policy, Spot, Text

_WILD = re.compile(r"[*?]")


def check(policy: Policy) -> Iterator[Found]:
    """Actions that do not exist or are redundant."""
    for statement in policy.statements:
        for listed in (statement.actions, statement.not_actions):
            for action in listed or ():
                if what := _unknown(action):
                    yield what
            yield from redundant("REDUNDANT_ACTION", [Text(each.value.lower(), each.spot) for each in listed or ()])


def _unknown(action: Text) -> Found | None:
    if action.value == "*" or "${" in action.value:
        return None
    prefix, colon, name = action.value.partition(":")
    if "*" in prefix or "?" in prefix:
        return found("WILDCARD_IN_SERVICE_NAME", action.spot) if colon else None
    service = facts.service(prefix) if colon else None
    if service is None:
        near = difflib.get_close_matches(prefix.lower(), facts.services(), n=1, cutoff=0.6)
        return found("INVALID_SERVICE_IN_ACTION", action.spot, service=prefix, hint=_hint(near))
    if any(glob((name.lower(),)).fullmatch(known) for known in service.actions):
        return None
    near = difflib.get_close_matches(name.lower(), list(service.actions), n=1, cutoff=0.6)
    hint = _hint([service.actions[each].id for each in near])
    return found("INVALID_ACTION", action.spot, action=action.value, hint=hint)


def _hint(near: Sequence[str]) -> str:
    return f" Did you mean {near[0]}?" if near else ""


def redundant(code: str, texts: Sequence[Text]) -> Iterator[Found]:
    """Patterns that another one of the list includes, as one finding; of those that are alike the first one stays."""
    wide = [(text.value, _WILD.split(text.value, maxsplit=1)[0]) for text in texts if _WILD.search(text.value)]
    seen: set[str] = set()
    spots: list[Spot] = []
    example = ""
    for text in texts:
        others = (other for other, begins in wide if other != text.value and text.value.startswith(begins))
        if text.value in seen or any(includes(other, text.value) for other in others):
            spots.append(text.spot)
            example = example or text.value
        seen.add(text.value)
    if spots:
        yield found(code, *spots, count=len(spots), example=example)


def includes(pattern: str, other: str) -> bool:
    """Whether a pattern with wildcards matches all that another one matches.

    A `*` of the other one is tried as nothing and as more of a letter of its own than the pattern has characters:
    only a `*` of the pattern takes both.
    """
    matcher = glob((pattern,))
    least = other.replace("*", "").replace("?", "\x00")
    most = other.replace("*", "\x01" * (len(pattern) + 1)).replace("?", "\x00")
    return bool(matcher.fullmatch(least) and matcher.fullmatch(most))
