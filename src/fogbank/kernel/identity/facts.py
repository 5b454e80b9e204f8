"""What AWS's Service Authorization Reference says: actions, access levels, resource types, condition keys.

Read when first asked; a start costs nothing. `dev/authorization.py` makes the data file.
"""

import gzip
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from fogbank.kernel.identity.patterns import glob


class Use(NamedTuple):
    """A resource type that an action acts on. `required`: the action is always about one of these.

    `keys`: condition keys of the action for this type; `dependent`: actions that are needed as well.
    """

    type: str
    required: bool
    keys: tuple[str, ...]
    dependent: tuple[str, ...]


class Action(NamedTuple):
    """`id`: "sqs:SendMessage". `level`: List, Read, Tagging, Write or Permissions management."""

    id: str
    level: str
    uses: tuple[Use, ...]
    keys: tuple[str, ...]
    dependent: tuple[str, ...]

    @property
    def service(self) -> str:
        """The prefix of the service."""
        return self.id.partition(":")[0]


class Resource(NamedTuple):
    """`arn`: as the reference has it, with ${Partition}, ${Region}, ${Account} and ${Names}. `keys`: condition keys."""

    type: str
    arn: str
    keys: tuple[str, ...]


class Service(NamedTuple):
    """One service prefix. `actions` by name in lower case; `keys`: condition key to its type ("String", "ARN", …)."""

    prefix: str
    title: str
    actions: dict[str, Action]
    resources: dict[str, Resource]
    keys: dict[str, str]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    packed = Path(__file__).with_name("_facts.json.gz").read_bytes()
    data: dict[str, Any] = orjson.loads(gzip.decompress(packed))
    return data


def source() -> str:
    """Where the facts are from, with the version."""
    return str(_data()["source"])


def services() -> list[str]:
    """The prefixes of all services, sorted."""
    return list(_data()["services"])


def resource_control_services() -> list[str]:
    """The prefixes of services that resource control policies (RCPs) have an effect on."""
    return list(_data()["resource_control"])


@lru_cache(maxsize=1024)
def service(prefix: str) -> Service | None:
    """What is known of a service prefix, or None."""
    raw = _data()["services"].get(prefix.lower())
    if raw is None:
        return None
    actions = {name.lower(): _action(f"{prefix.lower()}:{name}", *row) for name, row in raw["actions"].items()}
    resources = {name: _resource(name, *row) for name, row in raw["resources"].items()}
    return Service(prefix.lower(), raw["title"], actions, resources, raw["keys"])


def action(name: str) -> Action | None:
    """An action by "service:Name", letters of either case; None where there is none."""
    prefix, _, rest = name.partition(":")
    found = service(prefix)
    return found.actions.get(rest.lower()) if found else None


def expand(pattern: str) -> Iterator[Action]:
    """The actions that an entry of a policy's Action stands for: "s3:Get*", "*"."""
    prefix, colon, rest = pattern.lower().partition(":")
    names = glob((rest if colon else "*" if prefix == "*" else "",))
    for known in [prefix] if prefix in _data()["services"] else services():
        if known != prefix and not glob((prefix,)).fullmatch(known):
            continue
        found = service(known)
        assert found is not None
        yield from (each for name, each in found.actions.items() if names.fullmatch(name))


def arns(of: Action) -> list[str]:
    """The forms of ARNs that an action may be about; none where it is about "*" only."""
    found = service(of.service)
    if found is None:
        return []
    return [found.resources[use.type].arn for use in of.uses if use.type in found.resources]


def fits(form: str, arn: str) -> bool:
    """Whether an ARN has a form of the reference."""
    return _form(form).fullmatch(arn) is not None


@lru_cache(maxsize=4096)
def _form(form: str) -> re.Pattern[str]:
    """A form with its ${Names} as a regular expression.

    Partition, region and account may be empty, as in S3's ARNs; a name may hold anything, for the reference does not
    say which hold paths: only that of a bucket holds no slash (it would be the form of an object as well).
    """
    head, marks = 5 if form.startswith("arn:") else 0, 0
    parts = []
    for text in re.split(r"(\$\{\w+\}|<\w+>|\*)", form):
        if text == "${BucketName}":
            parts.append("[^/]+")
        elif text.startswith(("${", "<")) or text == "*":
            parts.append("[^:]*" if marks < head else ".+")
        else:
            marks += text.count(":")
            parts.append(re.escape(text))
    return re.compile("".join(parts), re.DOTALL)


def key_type(of: Service, key: str) -> str | None:
    """The type of a service's condition key, letters of either case: "s3:prefix", "aws:RequestTag/team"."""
    lower = key.lower()
    for known, kind in of.keys.items():
        if lower == known.lower() or (known[-1] in "}>" and _form(known.lower()).fullmatch(lower)):
            return kind
    return None


def _action(identifier: str, level: str, uses: Any = (), keys: Any = (), dependent: Any = ()) -> Action:
    return Action(identifier, level, tuple(_use(*use) for use in uses), tuple(keys), tuple(dependent))


def _use(name: str, required: int, keys: Any = (), dependent: Any = ()) -> Use:
    return Use(name, bool(required), tuple(keys), tuple(dependent))


def _resource(name: str, arn: str, keys: Any = ()) -> Resource:
    return Resource(name, arn, tuple(keys))


@lru_cache(maxsize=1)
def _forms() -> dict[str, list[list[str]]]:
    found: dict[str, dict[str, None]] = {}
    for raw in _data()["services"].values():
        for arn, *_ in raw["resources"].values():
            form = re.sub(r"\$\{\w+\}", "?*", arn)
            found.setdefault(form.split(":", 3)[2], {})[form] = None
    return {name: [form.split(":", 5) for form in forms] for name, forms in found.items()}


def forms(arn_service: str) -> list[list[str]]:
    """The forms of all ARNs with this service in them, each in its six fields, with `?*` for what has a name."""
    return _forms().get(arn_service, [])
