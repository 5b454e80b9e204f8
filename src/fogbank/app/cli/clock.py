"""`fogbank clock`: the cloud's time, shown and turned."""

import argparse
import re
from datetime import UTC, datetime
from typing import Any

from fogbank.app.cli.failure import Failure
from fogbank.app.cli.target import Admin

_UNITS_S = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d|w)")


def seconds(duration: str) -> float:
    """The seconds of "90s", "36h", "1d12h"."""
    parts = _PART.findall(duration)
    if not parts or "".join(number + unit for number, unit in parts) != duration:
        raise Failure(f"{duration!r} is no duration: write 90s, 15m, 36h, 30d, 2w or 1d12h")
    return sum(float(number) * _UNITS_S[unit] for number, unit in parts)


def instant(text: str) -> float:
    """The epoch seconds of an ISO 8601 instant; UTC where it names no zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Failure(f"{text!r} is no instant: write it like 2027-01-31T12:00:00Z") from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def told(clock: dict[str, Any]) -> str:
    """The clock's state in a line."""
    text = datetime.fromtimestamp(clock["now"], UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if clock["frozen"]:
        return f"{text} (frozen)"
    return text if clock["rate"] == 1 else f"{text} (runs {clock['rate']:g} times as fast)"


def show(asked: argparse.Namespace) -> None:
    """Print the cloud's time."""
    print(told(Admin(asked).get("clock")))


def advance(asked: argparse.Namespace) -> None:
    """Turn the clock forward."""
    _turn(asked, {"advance": seconds(asked.duration)})


def set_to(asked: argparse.Namespace) -> None:
    """Turn the clock forward to an instant."""
    _turn(asked, {"set": instant(asked.instant)})


def freeze(asked: argparse.Namespace) -> None:
    """Let the clock stand."""
    _turn(asked, {"frozen": True})


def resume(asked: argparse.Namespace) -> None:
    """Let the clock go on."""
    _turn(asked, {"frozen": False})


def rate(asked: argparse.Namespace) -> None:
    """Let the clock run at another speed."""
    _turn(asked, {"rate": asked.rate})


def _turn(asked: argparse.Namespace, change: dict[str, Any]) -> None:
    print(told(Admin(asked).post("clock", change)))
