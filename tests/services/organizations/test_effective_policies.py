"""DescribeEffectivePolicy. Source: Organizations User Guide, Policy syntax and inheritance for management policies."""

import json
from typing import Any

from tests.cloud import ACCOUNT
from tests.services.organizations.conftest import OTHER, TAG, Org

NONE = {"@@operators_allowed_for_child_policies": ["@@none"]}


def _cost_center(**fields: Any) -> str:
    return json.dumps({"tags": {"costcenter": {"tag_key": {"@@assign": "CostCenter"}, **fields}}})


def _attach(org: Org, name: str, content: str, target: str, kind: str = TAG) -> None:
    org.call("AttachPolicy", PolicyId=org.policy(name, content, kind), TargetId=target)


def _effective(org: Org, account: str, kind: str = TAG) -> Any:
    told = org.call("DescribeEffectivePolicy", PolicyType=kind, TargetId=account)["EffectivePolicy"]
    assert (told["TargetId"], told["PolicyType"]) == (account, kind)
    return json.loads(told["PolicyContent"])


class TestInheritance:
    def _policy_a(self, org: Org) -> tuple[str, str]:
        org.enable(TAG)
        unit, member = org.unit("unit"), org.account()
        org.call("MoveAccount", AccountId=member, SourceParentId=org.root, DestinationParentId=unit)
        _attach(org, "A", _cost_center(tag_value={"@@assign": ["Development", "Support"]}), org.root)
        return unit, member

    def test_a_child_assigns(self, org: Org) -> None:
        """Example 1."""
        unit, member = self._policy_a(org)
        enforced = ["redshift:*", "dynamodb:table"]
        _attach(
            org,
            "B",
            _cost_center(tag_value={"@@assign": ["Sandbox"]}, enforced_for={"@@assign": enforced}),
            unit,
        )
        center = {"tag_key": "CostCenter", "tag_value": ["Sandbox"], "enforced_for": enforced}
        assert _effective(org, member) == {"tags": {"costcenter": center}}
        center = {"tag_key": "CostCenter", "tag_value": ["Development", "Support"]}
        assert _effective(org, ACCOUNT) == {"tags": {"costcenter": center}}

    def test_a_child_appends_and_one_below_removes(self, org: Org) -> None:
        """Examples 2 and 3."""
        unit, member = self._policy_a(org)
        enforced = ["redshift:*", "dynamodb:table"]
        _attach(
            org, "C", _cost_center(tag_value={"@@append": ["Marketing"]}, enforced_for={"@@append": enforced}), unit
        )
        values = ["Development", "Support", "Marketing"]
        center: dict[str, Any] = {"tag_key": "CostCenter", "tag_value": values, "enforced_for": enforced}
        assert _effective(org, member) == {"tags": {"costcenter": center}}
        removed = {"@@remove": ["Development", "Marketing"]}
        _attach(org, "D", _cost_center(tag_value=removed, enforced_for={"@@remove": enforced}), member)
        center = {"tag_key": "CostCenter", "tag_value": ["Support"]}
        assert _effective(org, member) == {"tags": {"costcenter": center}}

    def test_what_children_may_not_do(self, org: Org) -> None:
        """Example 4; what a parent forbids cannot be allowed again further down."""
        org.enable(TAG)
        unit, member = org.unit("unit"), org.account()
        org.call("MoveAccount", AccountId=member, SourceParentId=org.root, DestinationParentId=unit)
        only_append = {"@@operators_allowed_for_child_policies": ["@@append"]}
        project = {
            "tag_key": {**NONE, "@@assign": "Project"},
            "tag_value": {**only_append, "@@assign": ["Maintenance", "Escalations"]},
        }
        _attach(org, "E", json.dumps({"tags": {"project": project}}), org.root)
        everything = {"@@operators_allowed_for_child_policies": ["@@all"]}
        project = {
            "tag_key": {**everything, "@@assign": "PROJECT"},
            "tag_value": {**everything, "@@append": ["Escalations - research"]},
        }
        _attach(org, "F", json.dumps({"tags": {"project": project}}), unit)
        project = {"tag_key": {"@@assign": "pRoJeCt"}, "tag_value": {"@@assign": ["none"]}}
        _attach(org, "below", json.dumps({"tags": {"project": project}}), member)
        values = ["Maintenance", "Escalations", "Escalations - research"]
        assert _effective(org, member) == {"tags": {"project": {"tag_key": "Project", "tag_value": values}}}

    def test_two_policies_of_one_level(self, org: Org) -> None:
        """Examples 5 and 6: what both allow is allowed; the one that was attached first assigns."""
        org.enable(TAG)
        member = org.account()
        value = {"@@operators_allowed_for_child_policies": ["@@append"], "@@assign": ["Maintenance"]}
        both = {"@@operators_allowed_for_child_policies": ["@@append", "@@remove"]}
        key = {"@@assign": "PROJECT"}
        _attach(org, "G", json.dumps({"tags": {"project": {"tag_key": key, "tag_value": value}}}), org.root)
        key = {"@@assign": "project"}
        _attach(org, "H", json.dumps({"tags": {"project": {"tag_key": key, "tag_value": both}}}), org.root)
        for name, change in (("remove", {"@@remove": ["Maintenance"]}), ("append", {"@@append": ["Repair"]})):
            _attach(org, name, json.dumps({"tags": {"project": {"tag_value": change}}}), member)
        told = _effective(org, member)
        assert told == {"tags": {"project": {"tag_key": "PROJECT", "tag_value": ["Maintenance", "Repair"]}}}

    def test_a_lock_on_a_whole_branch(self, org: Org) -> None:
        kind = "AISERVICES_OPT_OUT_POLICY"
        org.enable(kind)
        member = org.account()
        out = {"opt_out_policy": {"@@assign": "optOut"}}
        _attach(org, "top", json.dumps({"services": {**NONE, "default": out}}), org.root, kind)
        in_ = {"default": {"opt_out_policy": {"@@assign": "optIn"}}}
        _attach(org, "below", json.dumps({"services": in_}), member, kind)
        assert _effective(org, member, kind) == {"services": {"default": {"opt_out_policy": "optOut"}}}


class TestWhoAndWhat:
    def test_when_it_last_changed(self, org: Org) -> None:
        org.enable(TAG)
        policy = org.policy("A", _cost_center(), TAG)
        org.call("AttachPolicy", PolicyId=policy, TargetId=org.root)
        org.advance(60)
        asked = {"PolicyType": TAG}
        before = org.call("DescribeEffectivePolicy", **asked)["EffectivePolicy"]
        assert before["LastUpdatedTimestamp"] == org.cloud.now() - 60
        org.call("UpdatePolicy", PolicyId=policy, Content=_cost_center(tag_value={"@@assign": ["x"]}))
        told = org.call("DescribeEffectivePolicy", **asked)["EffectivePolicy"]
        assert told["LastUpdatedTimestamp"] == org.cloud.now()
        assert told["PolicyContent"] == '{"tags":{"costcenter":{"tag_key":"CostCenter","tag_value":["x"]}}}'

    def test_members_ask_for_themselves(self, org: Org) -> None:
        org.enable(TAG)
        _attach(org, "A", _cost_center(), org.root)
        member, other = org.account(), org.account("other")
        told = org.call("DescribeEffectivePolicy", account=member, PolicyType=TAG)["EffectivePolicy"]
        assert told["TargetId"] == member
        assert org.code("DescribeEffectivePolicy", account=member, PolicyType=TAG, TargetId=other) == (
            "AccessDeniedException"
        )

    def test_what_is_wrong(self, org: Org) -> None:
        asked = {"PolicyType": TAG}
        assert org.code("DescribeEffectivePolicy", **asked) == "EffectivePolicyNotFoundException"
        org.enable(TAG)
        assert org.code("DescribeEffectivePolicy", **asked) == "EffectivePolicyNotFoundException"
        assert org.reason("DescribeEffectivePolicy", TargetId=org.root, **asked)[1] == "TARGET_NOT_SUPPORTED"
        assert org.code("DescribeEffectivePolicy", TargetId=OTHER, **asked) == "TargetNotFoundException"
