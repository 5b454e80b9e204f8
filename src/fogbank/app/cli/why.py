"""`fogbank why`: the access decision of one of the last calls, step by step."""

import argparse
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from fogbank.app.cli.target import Admin

_SILENT = "says nothing about it"


def why(asked: argparse.Namespace) -> None:
    """Print principal, action, resource, what each policy said, and the verdict."""
    call = Admin(asked).get(f"requests/{quote(asked.request_id, safe='')}")
    for line in lines(call):
        print(line)


def lines(call: dict[str, Any]) -> Iterator[str]:
    """The text about a call."""
    yield f"{call['service']}:{call['operation']} answered {call['status']}"
    yield f"principal  {call['principal']}"
    if not call["decisions"]:
        yield "no policy was asked: nothing stands over the account's root, or nobody needs a permission for this"
    for decision in call["decisions"]:
        yield ""
        yield from _decision(decision, call["principal"])


def _decision(decision: dict[str, Any], caller: str) -> Iterator[str]:
    if decision["principal"] != caller:
        yield f"principal  {decision['principal']}"
    yield f"action     {decision['action']}"
    yield f"resource   {decision['resource']}" + (f" of account {decision['owner']}" if decision["owner"] else "")
    for policy in decision["policies"]:
        name = " ".join(filter(None, (policy["kind"], policy["policy"])))
        holder = f" of {policy['holder']}" if policy["holder"] else ""
        yield f"  {name}{holder}: {_said(policy['matched'])}"
    for kind in decision["missing"]:
        yield f"  no {kind}"
    if decision["grant"]:
        yield f"  grant {decision['grant']}: allows it"
    for key, value in sorted(decision["keys"].items()):
        yield f"  {key} = {value if isinstance(value, str) else ', '.join(value)}"
    yield f"{'allowed' if decision['allowed'] else 'refused'}    {decision['reason']}"


def _said(matched: list[dict[str, str]]) -> str:
    texts = [f"{each['effect']} ({each['sid']})" if each["sid"] else each["effect"] for each in matched]
    return ", ".join(texts) or _SILENT
