"""`fogbank why`: what became of one of the last calls, and its access decision, step by step."""

import argparse
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from fogbank.app.cli.failure import Failure
from fogbank.app.cli.target import Admin

_SILENT = "says nothing about it"
_FREE = "no policy was asked: nothing stands over the account's root, or nobody needs a permission for this"
_LAST = 1000


def why(asked: argparse.Namespace) -> None:
    """Print principal, action, resource, what each policy said, and the verdict; of the newest failure by default."""
    admin = Admin(asked)
    request_id = asked.request_id or _newest_failure(admin)
    for line in lines(admin.get(f"requests/{quote(request_id, safe='')}")):
        print(line)


def _newest_failure(admin: Admin) -> str:
    for call in admin.get(f"requests?limit={_LAST}"):
        if call["error"]:
            return str(call["id"])
    raise Failure("none of the last calls was answered with an error: name one with REQUEST_ID ('fogbank requests')")


def lines(call: dict[str, Any]) -> Iterator[str]:
    """The text about a call."""
    yield f"{call['service'] or '?'}:{call['operation'] or '?'} answered {call['status']} {call['error']}".rstrip()
    yield f"principal  {_who(call['principal'])}"
    if not call["decisions"] and not call["error"]:
        yield _FREE
    if call["message"] and all(decision["allowed"] for decision in call["decisions"]):
        yield f"message    {call['message']}"
    if call["detail"]:
        yield f"because    {call['detail']}"
    for decision in call["decisions"]:
        yield ""
        yield from _decision(decision, call["principal"])


def _decision(decision: dict[str, Any], caller: str) -> Iterator[str]:
    if decision["principal"] != caller:
        yield f"principal  {_who(decision['principal'])}"
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
    for key in decision["absent"]:
        yield f"  {key}: not in the request"
    yield f"{'allowed' if decision['allowed'] else 'refused'}    {decision['reason']}"


def _who(principal: str) -> str:
    return "nobody (no signature that counts)" if principal == "*" else principal


def _said(matched: list[dict[str, str]]) -> str:
    texts = [f"{each['effect']} ({each['sid']})" if each["sid"] else each["effect"] for each in matched]
    return ", ".join(texts) or _SILENT
