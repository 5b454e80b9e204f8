"""Commands about the whole cloud: snapshots, reset, the last calls."""

import argparse
from datetime import UTC, datetime
from urllib.parse import quote

from fogbank.app.cli.target import Admin


def save(asked: argparse.Namespace) -> None:
    """Save the whole cloud under a name."""
    Admin(asked).post(f"snapshots/{quote(asked.name, safe='')}")
    print(f"Saved: {asked.name}")


def load(asked: argparse.Namespace) -> None:
    """Go back to a saved cloud."""
    Admin(asked).put(f"snapshots/{quote(asked.name, safe='')}/load")
    print(f"Loaded: {asked.name}")


def saved(asked: argparse.Namespace) -> None:
    """Print the names of the saved clouds."""
    for name in Admin(asked).get("snapshots")["snapshots"]:
        print(name)


def reset(asked: argparse.Namespace) -> None:
    """Remove everything but the configuration and the snapshots."""
    Admin(asked).post("reset")
    print("Reset: the cloud is empty")


def requests(asked: argparse.Namespace) -> None:
    """Print the last calls, newest first."""
    for call in Admin(asked).get(f"requests?limit={max(asked.limit, 0)}"):
        at = datetime.fromtimestamp(call["at"], UTC).strftime("%Y-%m-%d %H:%M:%S")
        name = f"{call['service'] or '?'}:{call['operation'] or '?'}"
        print(f"{at}  {call['status']}  {call['ms']:9.1f} ms  {name:32}  {call['principal']}  {call['id']}")
