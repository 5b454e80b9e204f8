"""OpenID Connect providers (FED-005). Source: IAM API Reference, CreateOpenIDConnectProvider."""

from typing import Any

import pytest

from tests.cloud import ACCOUNT, Driver
from tests.services.iam.client import Client

ARN = f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com/tenant"
URL = "https://idp.example.com/tenant"
PRINT = "9e99a48a9960b14926bb7f3b02e22da2b0ab7280"
ON = {"OpenIDConnectProviderArn": ARN}


def create(iam: Client, url: str = URL, **params: Any) -> str:
    return str(iam.call("CreateOpenIDConnectProvider", Url=url, **params)["OpenIDConnectProviderArn"])


class TestShape:
    def test_made_told_listed_deleted(self, iam: Client) -> None:
        tags = [{"Key": "a", "Value": "b"}]
        made = iam.call(
            "CreateOpenIDConnectProvider", Url=URL, ClientIDList=["app"], ThumbprintList=[PRINT.upper()], Tags=tags
        )
        assert made == {"OpenIDConnectProviderArn": ARN, "Tags": tags}
        assert iam.call("GetOpenIDConnectProvider", **ON) == {
            "Url": "idp.example.com/tenant",
            "ClientIDList": ["app"],
            "ThumbprintList": [PRINT],
            "CreateDate": iam.cloud.now(),
            "Tags": tags,
        }
        assert iam.call("ListOpenIDConnectProviders")["OpenIDConnectProviderList"] == [{"Arn": ARN}]
        iam.call("DeleteOpenIDConnectProvider", **ON)
        assert iam.call("ListOpenIDConnectProviders")["OpenIDConnectProviderList"] == []

    def test_thumbprints_and_client_ids_are_optional(self, iam: Client) -> None:
        create(iam)
        told = iam.call("GetOpenIDConnectProvider", **ON)
        assert (told["ClientIDList"], told["ThumbprintList"]) == ([], [])


class TestRules:
    @pytest.mark.parametrize(
        "url",
        [
            "idp.example.com",
            "http://idp.example.com",
            "https://",
            "https://idp.example.com?a=b",
            "ftp://idp.example.com",
        ],
    )
    def test_what_is_no_url(self, iam: Client, url: str) -> None:
        refused = iam.refused("CreateOpenIDConnectProvider", Url=url)
        assert refused == ("ValidationError", "Invalid Open ID Connect Provider URL")

    @pytest.mark.parametrize("url", ["http://localhost:8080", "http://127.0.0.1:9999/realm", "http://idp.localhost"])
    def test_an_issuer_beside_fogbank(self, iam: Client, url: str) -> None:
        """Differs: AWS takes https only."""
        name = url.removeprefix("http://")
        assert create(iam, url) == f"arn:aws:iam::{ACCOUNT}:oidc-provider/{name}"

    def test_a_slash_at_the_end_is_part_of_the_name(self, iam: Client) -> None:
        assert create(iam, "https://t.auth0.com/") == f"arn:aws:iam::{ACCOUNT}:oidc-provider/t.auth0.com/"

    def test_twice(self, iam: Client) -> None:
        create(iam)
        refused = iam.refused("CreateOpenIDConnectProvider", Url=URL)
        assert refused == ("EntityAlreadyExists", f"Provider with url {URL} already exists.")

    def test_five_thumbprints_of_forty_digits(self, iam: Client) -> None:
        prints = [f"{n:040x}" for n in range(6)]
        assert iam.refused("CreateOpenIDConnectProvider", Url=URL, ThumbprintList=prints)[0] == "InvalidInput"
        for wrong, code in (("a" * 39, "ValidationError"), ("z" * 40, "InvalidInput")):
            assert iam.refused("CreateOpenIDConnectProvider", Url=URL, ThumbprintList=[wrong])[0] == code
        create(iam, ThumbprintList=prints[:5])
        more = iam.refused("UpdateOpenIDConnectProviderThumbprint", **ON, ThumbprintList=prints)
        assert more[0] == "InvalidInput"

    def test_a_hundred_client_ids(self, iam: Client) -> None:
        """Source: API Reference: you cannot register more than 100 client IDs with a single provider."""
        ids = [f"app-{n}" for n in range(101)]
        wanted = ("LimitExceeded", "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100")
        assert iam.refused("CreateOpenIDConnectProvider", Url=URL, ClientIDList=ids) == wanted
        create(iam, ClientIDList=ids[:100])
        assert iam.refused("AddClientIDToOpenIDConnectProvider", **ON, ClientID="more") == wanted
        iam.call("AddClientIDToOpenIDConnectProvider", **ON, ClientID="app-0")

    def test_a_hundred_providers(self, iam: Client) -> None:
        """Source: IAM User Guide, IAM and STS quotas: OpenID Connect providers of an account: 100."""
        for n in range(100):
            create(iam, f"https://p{n}.example.com")
        assert iam.refused("CreateOpenIDConnectProvider", Url=URL)[0] == "LimitExceeded"

    @pytest.mark.parametrize(
        ("operation", "more"),
        [
            ("GetOpenIDConnectProvider", {}),
            ("DeleteOpenIDConnectProvider", {}),
            ("AddClientIDToOpenIDConnectProvider", {"ClientID": "a"}),
            ("RemoveClientIDFromOpenIDConnectProvider", {"ClientID": "a"}),
            ("UpdateOpenIDConnectProviderThumbprint", {"ThumbprintList": [PRINT]}),
            ("TagOpenIDConnectProvider", {"Tags": [{"Key": "a", "Value": "b"}]}),
            ("UntagOpenIDConnectProvider", {"TagKeys": ["a"]}),
            ("ListOpenIDConnectProviderTags", {}),
        ],
    )
    def test_one_that_is_not_there(self, iam: Client, cloud: Driver, operation: str, more: dict[str, Any]) -> None:
        wanted = ("NoSuchEntity", f"OpenIDConnect Provider not found for arn {ARN}")
        assert iam.refused(operation, **ON, **more) == wanted
        create(iam)
        assert Client(cloud, "111122223333").refused(operation, **ON, **more)[0] == "NoSuchEntity"
        wrong = {"OpenIDConnectProviderArn": f"arn:aws:iam::{ACCOUNT}:role/idp"}
        assert iam.refused(operation, **wrong, **more)[0] == "ValidationError"


class TestBehaviour:
    def test_client_ids_come_and_go(self, iam: Client) -> None:
        """Both are idempotent. Source: API Reference."""
        create(iam, ClientIDList=["a"])
        for client_id in ("b", "b", "c"):
            iam.call("AddClientIDToOpenIDConnectProvider", **ON, ClientID=client_id)
        for client_id in ("a", "a"):
            iam.call("RemoveClientIDFromOpenIDConnectProvider", **ON, ClientID=client_id)
        assert iam.call("GetOpenIDConnectProvider", **ON)["ClientIDList"] == ["b", "c"]

    def test_thumbprints_are_replaced(self, iam: Client) -> None:
        create(iam, ThumbprintList=[PRINT])
        iam.call("UpdateOpenIDConnectProviderThumbprint", **ON, ThumbprintList=["a" * 40])
        assert iam.call("GetOpenIDConnectProvider", **ON)["ThumbprintList"] == ["a" * 40]

    def test_tags(self, iam: Client) -> None:
        create(iam)
        iam.call("TagOpenIDConnectProvider", **ON, Tags=[{"Key": k, "Value": "1"} for k in "abc"])
        iam.call("UntagOpenIDConnectProvider", **ON, TagKeys=["b"])
        first = iam.call("ListOpenIDConnectProviderTags", **ON, MaxItems=1)
        rest = iam.call("ListOpenIDConnectProviderTags", **ON, Marker=first["Marker"])
        assert [tag["Key"] for page in (first, rest) for tag in page["Tags"]] == ["a", "c"]

    def test_trusted_identity_propagation_is_not_there(self, iam: Client) -> None:
        with pytest.raises(Exception, match="does not implement iam:CreateOpenIDConnectProvider with ContextProvider"):
            create(iam, ContextProvider={"SubjectSourceKey": "sub"})
