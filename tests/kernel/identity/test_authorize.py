"""The pipeline's step: who is asked about what, and what a refusal says.

Source of the texts: IAM User Guide, Troubleshoot access denied error messages; S3 User Guide, Troubleshoot access
denied (403 Forbidden) errors (quotation marks; "Access Denied" for other accounts); STS API Reference,
DecodeAuthorizationMessage.
"""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied, InvalidPageToken, MissingAuthentication
from fogbank.kernel.identity import trace
from fogbank.kernel.identity.keys import AccessKey, issue, issue_session
from fogbank.kernel.identity.principal import ANONYMOUS, Principal, root_of
from fogbank.kernel.identity.uses import AccessKeyUse
from tests.kernel.conftest import Bench
from tests.kernel.identity.conftest import PeopleBench
from tests.kernel.identity.deciding import AWAY, HOME, ROLE_ARN, USER_ARN, allow, deny, document, role_session, user

THING = f"arn:aws:staff:eu-west-3:{HOME}:thing/1"
ROOT = root_of(HOME)


def refusal(people: PeopleBench, who: Principal, operation: str = "Greet", **params: Any) -> str:
    with pytest.raises(AccessDenied) as caught:
        people.call(operation, who, **{"Arn": THING, **params})
    return caught.value.message


def denied(people: PeopleBench, *, anonymous: bool = True, **how: Any) -> None:
    """Say otherwise how the service tells refusals, and whether it lets anybody in who has not signed."""
    service = people.kernel.registry.service("people")
    assert service is not None
    service.manifest = {**service.manifest, "denied": how, "anonymous": anonymous}


class TestWords:
    def test_of_a_user(self, people: PeopleBench) -> None:
        denied(people)
        assert refusal(people, user()) == (
            f"User: {USER_ARN} is not authorized to perform: staff:Greet on resource: {THING} because no"
            " identity-based policy allows the staff:Greet action"
        )

    def test_of_an_explicit_deny(self, people: PeopleBench) -> None:
        denied(people)
        for name in ("inline", f"arn:aws:iam::{HOME}:policy/DenyGreetings"):
            people.call("PutPolicy", ROOT, Name=name, Holder=USER_ARN, Document=document(deny()))
        words = f"User: {USER_ARN} is not authorized to perform: staff:Greet on resource: {THING} with an explicit deny"
        assert refusal(people, user()).startswith(f"{words} in an identity-based policy")
        people.call("DeletePolicy", ROOT, Name="inline")
        assert (
            refusal(people, user()) == f"{words} in an identity-based policy: arn:aws:iam::{HOME}:policy/DenyGreetings"
        )

    def test_of_somebody_unknown(self, people: PeopleBench) -> None:
        denied(people)
        assert refusal(people, ANONYMOUS, Owner=HOME).startswith("User: anonymous is not authorized to perform: ")

    def test_of_somebody_unknown_to_a_service_that_nobody_unknown_may_use(self, people: PeopleBench) -> None:
        """Whatever a resource policy says. Source: IAM API Reference, Common errors, MissingAuthenticationToken."""
        denied(people, anonymous=False)
        everybody = document(allow(Principal="*"))
        with pytest.raises(MissingAuthentication):
            people.call("Greet", ANONYMOUS, Arn=THING, Owner=HOME, Policy=everybody)
        denied(people)
        assert people.call("Greet", ANONYMOUS, Arn=THING, Owner=HOME, Policy=everybody)

    def test_where_there_is_no_single_resource(self, people: PeopleBench) -> None:
        denied(people)
        assert " staff:Count on resource: * because " in refusal(people, user(), "Count")
        denied(people, anywhere=False)
        assert " staff:Count because " in refusal(people, user(), "Count")

    def test_in_quotation_marks(self, people: PeopleBench) -> None:
        assert f' on resource: "{THING}" because ' in refusal(people, user())

    def test_of_what_is_called_otherwise(self, people: PeopleBench) -> None:
        """Source: observed, "is not authorized to perform: iam:GetRole on resource: role app" (chalice issue 591)."""
        for how in ({}, {"quoted": True}):
            denied(people, **how)
            told = refusal(people, user(), Label="thing one")
            assert " staff:Greet on resource: thing one because no identity-based policy allows " in told
        people.call("PutPolicy", ROOT, Name="p", Holder=USER_ARN, Document=document(allow(Resource=THING)))
        people.call("Greet", user(), Arn=THING, Label="thing one")

    def test_for_strangers(self, people: PeopleBench) -> None:
        assert refusal(people, user(AWAY), Owner=HOME) == "Access Denied"
        for account in (HOME, AWAY):
            people.call("PutControl", ROOT, Account=account, Document=document(allow()))
        assert "because no resource-based policy allows" in refusal(people, user(AWAY), Owner=HOME)

    def test_with_the_trace_in_code(self, people: PeopleBench) -> None:
        denied(people, encoded=True)
        people.call("PutPolicy", ROOT, Name="p", Holder=USER_ARN, Document=document(deny(Sid="NoGreetings")))
        text, _, encoded = refusal(people, user()).partition(" Encoded authorization failure message: ")
        assert text.startswith(f"You are not authorized to perform this operation. User: {USER_ARN} is not authorized")
        assert text.endswith("with an explicit deny in an identity-based policy.")
        tokens = people.kernel.tokens
        told = json.loads(trace.decode(tokens, encoded))
        assert told == {
            "allowed": False,
            "explicitDeny": True,
            "matchedStatements": {
                "items": [
                    {
                        "statementId": "NoGreetings",
                        "effect": "DENY",
                        "principals": {"items": [{"value": "AIDAEXAMPLEUSER"}]},
                        "principalGroups": {"items": []},
                        "actions": {"items": [{"value": "*"}]},
                        "resources": {"items": [{"value": "*"}]},
                        "conditions": {"items": []},
                    }
                ]
            },
            "failures": {"items": []},
            "context": {
                "principal": {"id": "AIDAEXAMPLEUSER", "name": "exampleuser", "arn": USER_ARN},
                "action": "Greet",
                "resource": THING,
                "conditions": {"items": []},
            },
        }
        for wrong in ("", "x", encoded[:-2], tokens.make("pages", (b"x",))):
            with pytest.raises(InvalidPageToken):
                trace.decode(tokens, wrong)


class TestWhoIsAsked:
    def test_nobody_about_a_root(self, people: PeopleBench) -> None:
        people.call("Greet", ROOT, Arn=THING)
        assert last(people)["decisions"] == []

    def test_the_policy_of_the_resource_about_a_root(self, people: PeopleBench) -> None:
        refused = document(deny(Principal={"AWS": HOME}, Action="staff:Greet"))
        assert "with an explicit deny in a resource-based policy" in refusal(people, ROOT, Policy=refused)

    def test_a_handler_asks_about_more(self, people: PeopleBench) -> None:
        assert "staff:Pass" in refusal(people, user(), "Pass", Arn=ROLE_ARN)
        people.call("PutPolicy", ROOT, Name="p", Holder=USER_ARN, Document=document(allow(Action="staff:Pass")))
        assert people.call("Pass", user(), Arn=ROLE_ARN) == {"Allowed": True}


def last(people: PeopleBench) -> Any:
    found = people.kernel.audit.find(people.kernel.audit.last(1)[0]["id"])
    assert found is not None
    return found


class TestTheStory:
    def test_of_a_refusal(self, people: PeopleBench) -> None:
        statement = deny(Sid="NotFromHere", Condition={"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}})
        people.call("PutPolicy", ROOT, Name="a", Holder=USER_ARN, Document=document(allow(), statement))
        people.call("PutPolicy", ROOT, Name="b", Holder=USER_ARN, Document=document(allow(Action="s3:*")))
        people.call("PutPerson", ROOT, Arn=USER_ARN, Boundary=document(allow(Action="s3:*")))
        refusal(people, user())
        call = last(people)
        assert (call["operation"], call["principal"]) == ("Greet", USER_ARN)
        (story,) = call["decisions"]
        assert story == {
            "principal": USER_ARN,
            "action": "staff:Greet",
            "resource": THING,
            "owner": HOME,
            "allowed": False,
            "explicit": True,
            "step": "identity-based policy",
            "reason": "with an explicit deny in an identity-based policy",
            "grant": "",
            "policies": [
                {
                    "kind": "identity-based policy",
                    "policy": "a",
                    "holder": USER_ARN,
                    "matched": [{"sid": "", "effect": "Allow"}, {"sid": "NotFromHere", "effect": "Deny"}],
                },
                {"kind": "identity-based policy", "policy": "b", "holder": USER_ARN, "matched": []},
                {"kind": "permissions boundary", "policy": "arn:boundary", "holder": USER_ARN, "matched": []},
            ],
            "missing": [],
            "keys": {"aws:sourceip": "127.0.0.1"},
            "absent": [],
        }

    def test_of_what_a_service_was_made_to_do(self, people: PeopleBench) -> None:
        people.call("PutPolicy", ROOT, Name="p", Holder=ROLE_ARN, Document=document(allow()))
        people.call("GreetFor", ROOT, Params={"Arn": THING}, As=role_session())
        assert [story["principal"] for story in last(people)["decisions"]] == [role_session().arn]

    def test_of_a_call_that_nobody_remembers(self, people: PeopleBench) -> None:
        assert people.kernel.audit.find("x") is None


class TestUses:
    """Source: IAM API Reference, GetAccessKeyLastUsed; Role, RoleLastUsed."""

    def key(self, bench: Bench) -> Principal:
        store = bench.kernel.store
        tx = store.begin(bench.kernel.clock.now())
        issued = issue(tx, bench.kernel.ids, user())
        store.apply(tx)
        return issued.principal()

    def use(self, bench: Bench, name: str) -> AccessKeyUse | None:
        return bench.kernel.store.begin(0.0).get(AccessKeyUse, name)

    def test_a_key_was_used(self, people: PeopleBench) -> None:
        who = self.key(people)
        assert self.use(people, who.access_key) is None
        began = people.kernel.clock.now()
        people.call("PutPerson", who, Arn=USER_ARN)
        assert self.use(people, who.access_key) == AccessKeyUse(who.access_key, began, "staff", "eu-west-3")

    def test_also_by_a_call_that_was_refused(self, people: PeopleBench) -> None:
        who = self.key(people)
        refusal(people, who)
        assert self.use(people, who.access_key) is not None

    def test_written_once_a_minute(self, people: PeopleBench) -> None:
        who = self.key(people)
        began = people.kernel.clock.now()
        for seconds, written in ((0, 0), (59, 0), (1, 60), (30, 60)):
            people.advance(seconds)
            people.call("PutPerson", who, Arn=USER_ARN)
            found = self.use(people, who.access_key)
            assert found is not None
            assert found.at - began == pytest.approx(written)

    def test_another_service_is_written_at_once(self, people: PeopleBench) -> None:
        who = self.key(people)
        people.call("PutPerson", who, Arn=USER_ARN)
        people.service = "notes"
        refusal(people, who, "CountNotes")
        found = self.use(people, who.access_key)
        assert found is not None
        assert found.service == "notes"

    def test_a_role_was_used(self, people: PeopleBench) -> None:
        tx = people.kernel.store.begin(people.kernel.clock.now())
        issued = issue_session(tx, people.kernel.ids, role_session(), people.kernel.clock.now() + 3600)
        people.kernel.store.apply(tx)
        people.call("PutPerson", issued.principal(), Arn=USER_ARN)
        assert self.use(people, ROLE_ARN) is not None
        assert self.use(people, issued.id) is None

    def test_a_strangers_key_is_not_kept(self, people: PeopleBench) -> None:
        people.call("PutPerson", root_of(HOME, "test"), Arn=USER_ARN)
        assert self.use(people, "test") is None

    def test_what_a_service_forwards_is_no_use(self, people: PeopleBench) -> None:
        who = self.key(people)
        people.call("PutPolicy", ROOT, Name="p", Holder=USER_ARN, Document=document(allow()))
        people.call("GreetFor", ROOT, Params={"Arn": THING}, As=who)
        assert self.use(people, who.access_key) is None

    def test_a_cleared_store_begins_anew(self, people: PeopleBench) -> None:
        who = self.key(people)
        people.call("PutPerson", who, Arn=USER_ARN)
        people.kernel.store.clear()
        tx = people.kernel.store.begin(0.0)
        tx.put(AccessKey(who.access_key, "secret", "user", USER_ARN, who.id, HOME, 0.0))
        people.kernel.store.apply(tx)
        people.call("PutPerson", who, Arn=USER_ARN)
        assert self.use(people, who.access_key) is not None
