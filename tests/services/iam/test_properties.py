"""GetAccountProperties and PutAccountProperties. Source: IAM API Reference; IAM User Guide, Create roles automatically
with role manager."""

import pytest

from tests.services.iam.client import Client
from tests.services.iam.documents import policy

ON = {"RoleManager/Enabled": "true"}


class TestShape:
    def test_off_at_first_then_on_and_off(self, iam: Client) -> None:
        assert iam.call("GetAccountProperties") == {"Properties": {"RoleManager/Enabled": "false"}}
        for value in ("true", "false"):
            assert iam.call("PutAccountProperties", Properties={"RoleManager/Enabled": value}) == {}
            assert iam.call("GetAccountProperties") == {"Properties": {"RoleManager/Enabled": value}}

    def test_of_this_account_only(self, iam: Client) -> None:
        iam.call("PutAccountProperties", Properties=ON)
        others = Client(iam.cloud, "111122223333").call("GetAccountProperties")
        assert others == {"Properties": {"RoleManager/Enabled": "false"}}


class TestRules:
    @pytest.mark.parametrize("key", ["RoleManager", "RoleManager/", "RoleManager/Enabled/Now", "a" * 51, "/Enabled"])
    def test_a_key_has_a_namespace_and_a_name(self, iam: Client, key: str) -> None:
        code, _ = iam.refused("PutAccountProperties", Properties={key: "true"})
        assert code in ("InvalidInput", "ValidationError")

    def test_one_namespace_in_a_request(self, iam: Client) -> None:
        code, message = iam.refused("PutAccountProperties", Properties={**ON, "Other/Enabled": "true"})
        assert (code, message) == (
            "InvalidInput",
            "All properties in a request must belong to the same namespace.",
        )
        assert iam.call("GetAccountProperties") == {"Properties": {"RoleManager/Enabled": "false"}}

    @pytest.mark.parametrize("properties", [{"Other/Enabled": "true"}, {"RoleManager/Colour": "true"}])
    def test_what_there_is_not(self, iam: Client, properties: dict[str, str]) -> None:
        assert iam.refused("PutAccountProperties", Properties=properties)[0] == "InvalidInput"

    @pytest.mark.parametrize("value", ["yes", "TRUE", "1"])
    def test_true_or_false(self, iam: Client, value: str) -> None:
        refused = iam.refused("PutAccountProperties", Properties={"RoleManager/Enabled": value})
        assert refused == ("InvalidInput", "The value of property RoleManager/Enabled must be true or false.")


@pytest.mark.parametrize(
    ("operation", "params"), [("GetAccountProperties", {}), ("PutAccountProperties", {"Properties": ON})]
)
def test_policies_name_namespaces(iam: Client, operation: str, params: dict[str, dict[str, str]]) -> None:
    """Source: Service Authorization Reference, IAM, iam:AccountPropertyNamespaces."""
    who = iam.user("who")
    for namespace, allowed in (("Other", False), ("RoleManager", True)):
        condition = {"ForAllValues:StringEquals": {"iam:AccountPropertyNamespaces": namespace}}
        statement = {"Effect": "Allow", "Action": f"iam:{operation}", "Resource": "*", "Condition": condition}
        iam.call("PutUserPolicy", UserName="who", PolicyName="p", PolicyDocument=policy(statement))
        if allowed:
            iam.call(operation, as_=who, **params)
        else:
            assert iam.refused(operation, as_=who, **params)[0] == "AccessDenied"
