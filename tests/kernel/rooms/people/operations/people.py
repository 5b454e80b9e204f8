"""Handlers of the made-up service."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity.authorize import ask, require
from fogbank.kernel.identity.principal import Principal, service_of
from fogbank.kernel.operation import Target, operation, unasked
from tests.kernel.rooms.people.records import Control, Person, Policy


def on_person(call: Call, req: dict[str, Any]) -> Target:
    owner, keys, label = req.get("Owner", call.account), req.get("Keys", {}), req.get("Label", "")
    return Target(req["Arn"], owner, req.get("Policy"), keys=keys, label=label)


@operation("PutPerson", on=unasked)
def put_person(call: Call, req: dict[str, Any]) -> None:
    call.tx.put(Person(req["Arn"], req.get("Tags", {}), req.get("Boundary", ""), req.get("Gone", False)))


@operation("PutPolicy", on=unasked)
def put_policy(call: Call, req: dict[str, Any]) -> None:
    call.tx.put(Policy(req["Name"], req["Holder"], req["Document"]))
    if req.get("Fail"):
        raise RuntimeError("a broken invariant")


@operation("DeletePolicy", on=unasked)
def delete_policy(call: Call, req: dict[str, Any]) -> None:
    policy = call.tx.get(Policy, req["Name"])
    assert policy is not None
    call.tx.delete(policy)


@operation("PutControl", on=unasked)
def put_control(call: Call, req: dict[str, Any]) -> None:
    call.tx.put(Control(req["Account"], req.get("Level", 0), req["Document"]))


@operation("Greet", on=on_person)
def greet(call: Call, req: dict[str, Any]) -> dict[str, Any]:
    return {"Hello": req["Arn"]}


@operation("Count")
def count(call: Call, req: dict[str, Any]) -> dict[str, Any]:
    return {"Count": call.tx.count(Person)}


@operation("GreetFor", on=unasked)
def greet_for(call: Call, req: dict[str, Any]) -> Any:
    """Write a policy first, then greet as somebody: a principal, or a service on behalf of a resource."""
    for name, document in req.get("Policies", {}).items():
        call.tx.put(Policy(name, req["Holder"], document))
    as_: Principal | None = req.get("As")
    if "Service" in req:
        as_ = service_of(req["Service"], call.account)
    return call.invoke("people", "Greet", req["Params"], as_=as_, source=req.get("Source", ""))


@operation("GreetVia", on=unasked)
def greet_via(call: Call, req: dict[str, Any]) -> Any:
    return call.invoke("people", "GreetFor", req)


@operation("Pass", on=unasked)
def pass_on(call: Call, req: dict[str, Any]) -> dict[str, Any]:
    allowed = ask(call, Target(req["Arn"], call.account, action="staff:Pass")).allowed
    require(call, Target(req["Arn"], call.account, action="staff:Pass"))
    return {"Allowed": allowed}
