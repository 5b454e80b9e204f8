"""AssumeRoleWithWebIdentity (STS-004, STS-006, FED-005, FED-007), with tokens of an issuer on this machine.

Source: STS API Reference, AssumeRoleWithWebIdentity; IAM User Guide, Create an OpenID Connect identity provider, Pass
session tags in AWS STS.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from joserfc import jwk

from fogbank.kernel.errors import NotImplementedHere, ValidationFailed
from fogbank.kernel.identity.principal import ANONYMOUS
from tests.services.iam.client import Client
from tests.services.sts.oidc_issuer import DISCOVERY, Issuer, issuing
from tests.services.sts.world import HOME, World, denied, trusting

MOBILE = f"arn:aws:iam::{HOME}:role/Mobile"
ACTIONS = ("sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity")
NOT_A_TOKEN = (
    "InvalidIdentityToken",
    "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
)
NO_KEY = (
    "InvalidIdentityToken",
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
    "documentation for requirements",
)
FORGED = ("InvalidIdentityToken", "Token signature invalid")
NOT_ALLOWED = ("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
TAGS = "https://aws.amazon.com/tags"
CARRIED = [({"Policy": "{}"}, "MalformedPolicyDocument"), ({}, "PackedPolicyTooLarge")]
LARGE = {f"key{n}": [hashlib.sha512(str(n).encode()).hexdigest()] for n in range(50)}


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


class App:
    """An app whose users an issuer knows, and a role that trusts the issuer."""

    def __init__(self, world: World, issuer: Issuer) -> None:
        self.world = world
        self.issuer = issuer
        params = {"Url": issuer.url, "ClientIDList": ["app", "app2"]}
        made = Client(world.cloud, HOME).call("CreateOpenIDConnectProvider", **params)
        self.provider: str = made["OpenIDConnectProviderArn"]
        world.role("Mobile", trusting({"Federated": self.provider}, *ACTIONS), {"Action": "sqs:*", "Resource": "*"})

    def token(self, **claims: Any) -> str:
        return self.issuer.token(self.world.cloud.now(), **claims)

    def asked(self, token: str = "", **params: Any) -> dict[str, Any]:
        token = token or self.token()
        return {"RoleArn": MOBILE, "RoleSessionName": "phone", "WebIdentityToken": token, **params}

    def enter(self, token: str = "", **params: Any) -> Any:
        return self.world.call("AssumeRoleWithWebIdentity", ANONYMOUS, **self.asked(token, **params))

    def refused(self, token: str = "", **params: Any) -> tuple[str, str]:
        return self.world.refused("AssumeRoleWithWebIdentity", ANONYMOUS, **self.asked(token, **params))

    def trust(self, *actions: str, **condition: Any) -> None:
        trust = trusting({"Federated": self.provider}, *actions, **condition)
        update = {"RoleName": "Mobile", "PolicyDocument": trust}
        self.world.cloud.call("iam", "UpdateAssumeRolePolicy", update, account=HOME)


@pytest.fixture
def app(world: World, issuer: Issuer) -> App:
    return App(world, issuer)


class TestShape:
    def test_the_answer(self, app: App) -> None:
        answer = app.enter()
        assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{HOME}:assumed-role/Mobile/phone"
        assert answer["Credentials"]["Expiration"] == float(int(app.world.cloud.now())) + 3600
        assert (answer["SubjectFromWebIdentityToken"], answer["Audience"]) == ("alice", "app")
        assert answer["Provider"] == app.provider  # as AWS answers: observed, many reports
        assert answer["SessionTokenSize"] == len(answer["Credentials"]["SessionToken"])

    @pytest.mark.parametrize(
        "params", [{"DurationSeconds": 899}, {"WebIdentityToken": "abc"}, {"RoleSessionName": "a b"}]
    )
    def test_constraints(self, app: App, params: dict[str, Any]) -> None:
        error = app.world.error("AssumeRoleWithWebIdentity", ANONYMOUS, **{**app.asked("12345"), **params})
        assert isinstance(error, ValidationFailed)

    def test_access_tokens_are_not_implemented(self, app: App) -> None:
        with pytest.raises(NotImplementedHere):
            app.enter(ProviderId="www.amazon.com")


class TestToken:
    @pytest.mark.parametrize(
        ("alg", "curve"), [("RS256", ""), ("RS512", ""), ("ES256", "P-256"), ("ES384", "P-384"), ("ES512", "P-521")]
    )
    def test_algorithms(self, app: App, alg: str, curve: str) -> None:
        # Source: API Reference, WebIdentityToken.
        if curve:
            app.issuer.elliptic("ec", curve)
            app.issuer.publish()
        assert app.enter(app.token(alg=alg, key="ec" if curve else "one"))["Credentials"]

    @pytest.mark.parametrize("alg", ["HS256", "none"])
    def test_not_these(self, app: App, alg: str) -> None:
        """A public key is no shared secret, and no signature is none."""
        header, payload, signature = app.token().split(".")
        assert header.startswith("ey")
        other = json.dumps({"alg": alg, "kid": "one"}).encode()
        text = f"{_base64(other)}.{payload}.{signature if alg != 'none' else ''}"
        assert app.refused(text) == NOT_A_TOKEN

    @pytest.mark.parametrize("text", ["not a token", "a.b.c", "e30.e30.e30", "....", "ey" * 50])
    def test_not_a_token(self, app: App, text: str) -> None:
        assert app.refused(text) == NOT_A_TOKEN

    @pytest.mark.parametrize("claim", ["iss", "sub", "aud", "exp", "iat"])
    def test_a_claim_that_is_missing(self, app: App, claim: str) -> None:
        # Source: observed, "Missing a required claim: aud".
        refused = app.refused(app.token(**{claim: None}))
        assert refused == ("InvalidIdentityToken", f"Missing a required claim: {claim}")

    @pytest.mark.parametrize("claim", ["exp", "iat", "nbf"])
    def test_times_are_numbers(self, app: App, claim: str) -> None:
        assert app.refused(app.token(**{claim: "2026-11-25T00:00:00Z"}))[0] == "InvalidIdentityToken"

    def test_another_key(self, app: App) -> None:
        mallory = jwk.RSAKey.generate_key(2048, {"kid": "one"})
        assert app.refused(app.token(signer=mallory)) == FORGED

    def test_altered(self, app: App) -> None:
        _, payload, _ = app.token(sub="admin").split(".")
        header, _, signature = app.token().split(".")
        assert app.refused(f"{header}.{payload}.{signature}") == FORGED

    @pytest.mark.parametrize(
        ("claims", "enters"),
        [
            ({"aud": "app"}, "app"),
            ({"aud": ["other", "app2"]}, "app2"),
            ({"aud": ["app", "other"], "azp": "app"}, "app"),
            ({"aud": "other"}, ""),
            ({"aud": ["app"], "azp": "other"}, ""),
        ],
    )
    def test_audiences(self, app: App, claims: dict[str, Any], enters: str) -> None:
        # Source: observed, "Incorrect token audience"; IAM User Guide: azp stands for aud where it is there.
        if enters:
            assert app.enter(app.token(**claims))["Audience"] == enters
        else:
            assert app.refused(app.token(**claims)) == ("InvalidIdentityToken", "Incorrect token audience")

    def test_expired(self, app: App) -> None:
        # FED-005. Source: observed, ExpiredTokenException.
        now = int(app.world.cloud.now())
        token = app.token(exp=now + 60)
        assert app.enter(token)
        app.world.cloud.advance(60)
        now_then = int(app.world.cloud.now())
        assert app.refused(token) == (
            "ExpiredTokenException",
            f"Token expired: current date/time {now_then} must be before the expiration date/time {now + 60}",
        )

    def test_not_yet(self, app: App) -> None:
        token = app.token(nbf=int(app.world.cloud.now()) + 60)
        assert app.refused(token)[0] == "InvalidIdentityToken"
        app.world.cloud.advance(60)
        assert app.enter(token)

    def test_again_while_it_is_valid(self, app: App) -> None:
        token = app.token()
        keys = {app.enter(token)["Credentials"]["AccessKeyId"] for _ in range(2)}
        assert len(keys) == 2


class TestIssuer:
    def test_nobody_registered_it(self, app: App) -> None:
        other = f"{app.issuer.url}/tenant"
        assert app.refused(app.token(iss=other)) == (
            "InvalidIdentityToken",
            f"No OpenIDConnect provider found in your account for {other}",
        )
        assert app.issuer.asked == []

    def test_the_scheme_counts(self, app: App) -> None:
        other = app.issuer.url.replace("http://", "https://")
        assert app.refused(app.token(iss=other))[1].startswith("No OpenIDConnect provider found")

    def test_keys_are_found_by_discovery(self, app: App) -> None:
        app.enter()
        assert app.issuer.asked == [DISCOVERY, "/keys"]

    def test_a_key_that_was_changed(self, app: App) -> None:
        app.issuer.keys["two"] = jwk.RSAKey.generate_key(2048, {"kid": "two"})
        assert app.refused(app.token(key="two")) == NO_KEY
        app.issuer.publish("two")
        assert app.enter(app.token(key="two"))
        assert app.refused(app.token(key="one")) == NO_KEY

    @pytest.mark.parametrize(
        "documents",
        [
            {},
            {DISCOVERY: b"no JSON"},
            {DISCOVERY: b"[]"},
            {DISCOVERY: b'{"issuer": "https://mallory.example.com", "jwks_uri": "https://mallory.example.com/keys"}'},
            {DISCOVERY: b'{"issuer": "%(issuer)s"}'},
            {DISCOVERY: b'{"issuer": "%(issuer)s", "jwks_uri": "http://keys.example.com/"}'},
            {DISCOVERY: b'{"issuer": "%(issuer)s", "jwks_uri": "file:///etc/passwd"}'},
            {DISCOVERY: b'{"issuer": "%(issuer)s", "jwks_uri": "%(issuer)s/keys"}'},
            {DISCOVERY: b'{"issuer": "%(issuer)s", "jwks_uri": "%(issuer)s/keys"}', "/keys": b"no JSON"},
            {DISCOVERY: b'{"issuer": "%(issuer)s", "jwks_uri": "%(issuer)s/keys"}', "/keys": b'{"keys": [{}, 1]}'},
        ],
    )
    def test_documents_without_a_key(self, app: App, documents: dict[str, bytes]) -> None:
        url = app.issuer.url.encode()
        app.issuer.documents = {path: body.replace(b"%(issuer)s", url) for path, body in documents.items()}
        assert app.refused() == NO_KEY

    def test_a_document_without_an_end(self, app: App) -> None:
        app.issuer.documents[DISCOVERY] = b" " * (256 * 1024 + 1)
        assert app.refused()[0] == "IDPCommunicationError"

    def test_it_is_away(self, world: World) -> None:
        # Source: API Reference, IDPCommunicationError.
        with issuing() as issuer:
            app = App(world, issuer)
        assert app.refused()[0] == "IDPCommunicationError"

    def test_others_are_served_while_it_thinks(self, app: App) -> None:
        app.issuer.open.clear()
        waiting = app.world.cloud.start("sts", "AssumeRoleWithWebIdentity", app.asked())
        assert app.world.call("GetCallerIdentity")["Account"] == HOME
        assert not waiting.done
        app.issuer.open.set()
        assert waiting.result()["Credentials"]


class TestTrust:
    def test_a_role_that_does_not_trust_or_is_not_there(self, app: App) -> None:
        app.trust("sts:AssumeRoleWithSAML")
        assert app.refused() == NOT_ALLOWED
        assert app.refused(RoleArn=f"arn:aws:iam::{HOME}:role/Gone") == NOT_ALLOWED
        assert app.refused(RoleArn=app.provider) == ("ValidationError", "Request ARN is invalid")

    @pytest.mark.parametrize(
        ("operator", "key", "value", "enters"),
        [
            ("StringEquals", ":aud", "app", True),
            ("StringEquals", ":aud", "other", False),
            ("StringEquals", ":sub", "alice", True),
            ("StringLike", ":sub", "ali*", True),
            ("StringEquals", ":sub", "bob", False),
            ("ForAnyValue:StringEquals", ":amr", "mfa", True),
            ("ForAnyValue:StringEquals", ":amr", "pwd", False),
            ("StringEquals", "sts:RoleSessionName", "phone", True),
        ],
    )
    def test_conditions(self, app: App, operator: str, key: str, value: str, enters: bool) -> None:
        full = f"{app.issuer.name}{key}" if key.startswith(":") else key
        app.trust(*ACTIONS, **{operator: {full: value}})
        token = app.token(amr=["otp", "mfa"])
        if enters:
            assert app.enter(token)["Credentials"]
        else:
            assert app.refused(token) == NOT_ALLOWED

    @pytest.mark.parametrize(
        "claims",
        [{TAGS: {"principal_tags": {"team": ["red"]}}}, {"https://aws.amazon.com/source_identity": "alice"}],
    )
    def test_tags_and_source_identities_have_permissions_of_their_own(self, app: App, claims: dict[str, Any]) -> None:
        app.trust("sts:AssumeRoleWithWebIdentity")
        assert app.refused(app.token(**claims)) == NOT_ALLOWED
        app.trust(*ACTIONS)
        assert app.enter(app.token(**claims))["Credentials"]

    @pytest.mark.parametrize(("params", "code"), CARRIED)
    def test_session_policies(self, app: App, params: dict[str, Any], code: str) -> None:
        token = app.token(**{TAGS: {"principal_tags": LARGE}}) if code == "PackedPolicyTooLarge" else app.token()
        assert app.refused(token, **params)[0] == code

    def test_how_long(self, app: App) -> None:
        assert app.refused(DurationSeconds=3601)[0] == "ValidationError"
        answer = app.enter(DurationSeconds=900)
        assert answer["Credentials"]["Expiration"] == float(int(app.world.cloud.now())) + 900


class TestTags:
    @pytest.mark.parametrize(
        "claims",
        [
            {TAGS: {"principal_tags": {"Team": ["red"]}, "transitive_tag_keys": ["Team"]}},
            {f"{TAGS}/principal_tags/Team": "red", f"{TAGS}/transitive_tag_keys": ["Team"]},
        ],
        ids=["nested", "flat"],
    )
    def test_they_go_into_the_session_and_down_the_chain(self, app: App, claims: dict[str, Any]) -> None:
        # Source: IAM User Guide, Pass session tags in AWS STS, AssumeRoleWithWebIdentity.
        world = app.world
        red = {
            "Action": ["sqs:ListQueues", "sts:*"],
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:PrincipalTag/Team": "red", "aws:SourceIdentity": "alice@example.com"}},
        }
        put = {"RoleName": "Mobile", "PolicyName": "own"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **red}]})
        world.cloud.call("iam", "PutRolePolicy", {**put, "PolicyDocument": document}, account=HOME)
        second = world.role(
            "Second", trusting({"AWS": MOBILE}, "sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"), red
        )
        token = app.token(**claims, **{"https://aws.amazon.com/source_identity": "alice@example.com"})
        answer = app.enter(token)
        assert answer["SourceIdentity"] == "alice@example.com"
        assert world.client("sqs", answer["Credentials"]).list_queues()
        chained = world.client("sts", answer["Credentials"]).assume_role(RoleArn=second, RoleSessionName="session2")
        assert chained["SourceIdentity"] == "alice@example.com"
        assert world.client("sqs", chained["Credentials"]).list_queues()

    @pytest.mark.parametrize(
        ("claims", "code"),
        [
            ({TAGS: "team=red"}, "InvalidIdentityToken"),
            ({TAGS: {"principal_tags": {"team": ["red", "blue"]}}}, "InvalidIdentityToken"),
            ({TAGS: {"principal_tags": ["team"]}}, "InvalidIdentityToken"),
            ({TAGS: {"principal_tags": {"a": ["1"]}, "transitive_tag_keys": ["b"]}}, "InvalidParameterValue"),
            ({"https://aws.amazon.com/source_identity": "Jo Doe"}, "InvalidIdentityToken"),
        ],
    )
    def test_refused(self, app: App, claims: dict[str, Any], code: str) -> None:
        assert app.refused(app.token(**claims))[0] == code


class TestBehaviour:
    def test_without_a_key_of_aws(self, app: App) -> None:
        """STS-006: unsigned, to credentials that work; what the token alone does not open is in tests/journeys."""
        answer = app.world.client("sts").assume_role_with_web_identity(**app.asked())
        assert app.world.client("sqs", answer["Credentials"]).list_queues()

    def test_each_user_has_a_place_of_their_own(self, app: App) -> None:
        """FED-007. Source: IAM User Guide, Use policy variables with web identity federation (`issuer:sub`)."""
        bucket = "users-of-the-app"
        app.world.cloud.call("s3", "CreateBucket", {"Bucket": bucket}, account=HOME)
        own = {"Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{bucket}/${{{app.issuer.name}:sub}}/*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **own}]})
        put = {"RoleName": "Mobile", "PolicyName": "own", "PolicyDocument": document}
        app.world.cloud.call("iam", "PutRolePolicy", put, account=HOME)
        s3 = app.world.client("s3", app.enter()["Credentials"])
        assert s3.put_object(Bucket=bucket, Key="alice/photo", Body=b"photo")["ETag"]
        assert denied(s3, "put_object", Bucket=bucket, Key="bob/photo", Body=b"photo")[1] == "AccessDenied"


def _base64(data: bytes) -> str:
    import base64

    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
