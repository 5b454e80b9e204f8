"""AssumeRoleWithSAML (STS-006, STS-007, FED-001, FED-002, FED-004), with assertions that an own provider signs.

Source: STS API Reference, AssumeRoleWithSAML; IAM User Guide, Configure SAML assertions for the authentication
response, Troubleshoot SAML federation.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest

from fogbank.kernel.errors import NotImplementedHere, ValidationFailed
from fogbank.kernel.identity.principal import ANONYMOUS
from tests.services.iam.client import Client
from tests.services.sts import saml_idp as idp
from tests.services.sts.world import HOME, OTHER, World, denied, trusting

PROVIDER = f"arn:aws:iam::{HOME}:saml-provider/corp"
READER = f"arn:aws:iam::{HOME}:role/Reader"
FEDERATED = {"Federated": PROVIDER}
ACTIONS = ("sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity")
LISTING = {"Action": "sqs:ListQueues", "Resource": "*"}
FORGED = ("InvalidIdentityToken", "Response signature invalid")
LATE = ("ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance")
NOT_ALLOWED = ("AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML")


def said(**more: Any) -> dict[str, tuple[str, ...]]:
    """The attributes of AWS: a role, a name, and more."""
    values = {"Role": f"{READER},{PROVIDER}", "RoleSessionName": "alice@example.com", **more}
    given = {name: (value,) if isinstance(value, str) else value for name, value in values.items() if value is not None}
    return {idp.OURS + name: value for name, value in given.items()}


class Corp:
    """A company with its provider registered, and a role that trusts it."""

    def __init__(self, world: World) -> None:
        self.world = world
        Client(world.cloud, HOME).call("CreateSAMLProvider", Name="corp", SAMLMetadataDocument=idp.metadata())
        world.role("Reader", trusting(FEDERATED, *ACTIONS), LISTING)

    def response(self, attributes: dict[str, tuple[str, ...]] | None = None, **how: Any) -> str:
        return idp.response(self.world.cloud.now(), said() if attributes is None else attributes, **how)

    def asked(self, assertion: str = "", **params: Any) -> dict[str, Any]:
        assertion = assertion or idp.signed(self.response())
        return {"RoleArn": READER, "PrincipalArn": PROVIDER, "SAMLAssertion": assertion, **params}

    def enter(self, assertion: str = "", **params: Any) -> Any:
        return self.world.call("AssumeRoleWithSAML", ANONYMOUS, **self.asked(assertion, **params))

    def refused(self, assertion: str = "", **params: Any) -> tuple[str, str]:
        return self.world.refused("AssumeRoleWithSAML", ANONYMOUS, **self.asked(assertion, **params))

    def trust(self, *actions: str, **condition: Any) -> None:
        trust = trusting(FEDERATED, *actions, **condition)
        update = {"RoleName": "Reader", "PolicyDocument": trust}
        self.world.cloud.call("iam", "UpdateAssumeRolePolicy", update, account=HOME)


@pytest.fixture
def corp(world: World) -> Corp:
    return Corp(world)


class TestShape:
    def test_the_answer(self, corp: Corp) -> None:
        answer = corp.enter()
        qualifier = hashlib.sha1(f"{idp.ENTITY}{HOME}/corp".encode()).digest()
        assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{HOME}:assumed-role/Reader/alice@example.com"
        assert answer["Credentials"]["Expiration"] == float(int(corp.world.cloud.now())) + 3600
        assert (answer["Subject"], answer["SubjectType"]) == ("alice", "persistent")
        assert (answer["Issuer"], answer["Audience"]) == (idp.ENTITY, idp.SIGN_IN)
        assert answer["NameQualifier"] == base64.b64encode(qualifier).decode()

    @pytest.mark.parametrize("params", [{"DurationSeconds": 899}, {"SAMLAssertion": "abc"}, {"PrincipalArn": "short"}])
    def test_constraints(self, corp: Corp, params: dict[str, Any]) -> None:
        error = corp.world.error("AssumeRoleWithSAML", ANONYMOUS, **{**corp.asked(), **params})
        assert isinstance(error, ValidationFailed)


class TestSignature:
    @pytest.mark.parametrize("parts", ["assertion", "response", "both"])
    def test_assertion_or_response_or_both(self, corp: Corp, parts: str) -> None:
        assert corp.enter(idp.signed(corp.response(), parts=parts))["Credentials"]

    @pytest.mark.parametrize("parts", ["assertion", "response"])
    def test_another_key(self, corp: Corp, parts: str) -> None:
        assert corp.refused(idp.signed(corp.response(), key="mallory", parts=parts)) == FORGED

    def test_none(self, corp: Corp) -> None:
        assert corp.refused(idp.signed(corp.response(), parts="")) == FORGED

    def test_any_certificate_of_the_metadata(self, corp: Corp) -> None:
        update = {"SAMLProviderArn": PROVIDER, "SAMLMetadataDocument": idp.metadata("two", "one")}
        Client(corp.world.cloud, HOME).call("UpdateSAMLProvider", **update)
        for key in ("one", "two"):
            assert corp.enter(idp.signed(corp.response(), key=key))["Credentials"]
        update["SAMLMetadataDocument"] = idp.metadata("two")
        Client(corp.world.cloud, HOME).call("UpdateSAMLProvider", **update)
        assert corp.refused(idp.signed(corp.response(), key="one")) == FORGED

    @pytest.mark.parametrize("parts", ["assertion", "response", "both"])
    @pytest.mark.parametrize(
        ("was", "is_"),
        [
            (">alice<", ">admin<"),
            ("alice@example.com", "mallory@example.com"),
            (f"{READER},", f"arn:aws:iam::{HOME}:role/Admin,"),
            ("urn:amazon:webservices", "urn:amazon:webservices:x"),
        ],
    )
    def test_altered(self, corp: Corp, parts: str, was: str, is_: str) -> None:
        def alter(text: str) -> str:
            assert was in text
            return text.replace(was, is_)

        assert corp.refused(idp.signed(corp.response(), parts=parts, after=alter)) == FORGED

    def test_another_assertion_in_front_of_the_signed_one(self, corp: Corp) -> None:
        """Signature wrapping: the signed assertion is there, and somebody else's is where one would look."""

        def wrap(text: str) -> str:
            found = re.search(r"<Assertion .*</Assertion>", text, re.DOTALL)
            assert found is not None
            signature = re.search(r"<ds:Signature .*</ds:Signature>", found.group(), re.DOTALL)
            assert signature is not None
            evil = found.group().replace(signature.group(), "").replace(">alice<", ">admin<")
            evil = evil.replace('ID="_assertion"', 'ID="_evil"')
            return text.replace(found.group(), evil + found.group())

        assert corp.enter(idp.signed(corp.response(), after=wrap))["Subject"] == "alice"

    def test_a_signature_that_is_about_something_else(self, corp: Corp) -> None:
        """The evil assertion carries the signature, with the signed one inside of it as an object."""

        def wrap(text: str) -> str:
            found = re.search(r"<Assertion .*</Assertion>", text, re.DOTALL)
            assert found is not None
            signature = re.search(r"<ds:Signature .*</ds:Signature>", found.group(), re.DOTALL)
            assert signature is not None
            good = found.group().replace(signature.group(), "")
            evil = good.replace(">alice<", ">admin<").replace('ID="_assertion"', 'ID="_evil"')
            holder = signature.group().replace("</ds:Signature>", f"<ds:Object>{good}</ds:Object></ds:Signature>")
            return text.replace(found.group(), evil.replace("</Assertion>", f"{holder}</Assertion>"))

        assert corp.refused(idp.signed(corp.response(), after=wrap)) == FORGED


class TestResponse:
    @pytest.mark.parametrize(
        ("assertion", "words"),
        [
            ("!!!!", "Invalid base64 SAMLResponse"),
            ("ÄÄÄÄ", "Invalid base64 SAMLResponse"),
            (base64.b64encode(b"no XML").decode(), "SAMLResponse"),
            (base64.b64encode(b"<Response/>").decode(), "SAMLResponse"),
            (base64.b64encode(b'<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>').decode(), "SAMLResponse"),
        ],
    )
    def test_not_a_response(self, corp: Corp, assertion: str, words: str) -> None:
        code, message = corp.refused(assertion)
        assert code == "InvalidIdentityToken" and words in message

    def test_line_breaks_do_not_matter(self, corp: Corp) -> None:
        text = idp.signed(corp.response())
        assert corp.enter("\r\n".join(text[at : at + 76] for at in range(0, len(text), 76)))["Credentials"]

    @pytest.mark.parametrize(
        ("how", "refusal"),
        [
            (
                {"issuer": "https://other.example.com"},
                ("InvalidIdentityToken", "Issuer not present in specified provider"),
            ),
            ({"status": "urn:oasis:names:tc:SAML:2.0:status:Responder"}, ("IDPRejectedClaim", "authentication failed")),
            ({"recipient": "https://mallory.example.com/saml"}, ("InvalidIdentityToken", "Recipient")),
            ({"recipient": ""}, ("InvalidIdentityToken", "Responses must contain SubjectConfirmatonData")),
            ({"audience": "https://mallory.example.com"}, ("InvalidIdentityToken", "Audience")),
            ({"lasts_s": 0}, LATE),
            ({"issued_s": -301, "lasts_s": 3600}, LATE),
            ({"begins_s": 60}, ("InvalidIdentityToken", "not valid yet")),
            ({"subject": ""}, NOT_ALLOWED),  # Troubleshoot SAML federation: no Subject with a NameID
        ],
    )
    @pytest.mark.parametrize("parts", ["assertion", "response"])
    def test_refused(self, corp: Corp, how: dict[str, Any], refusal: tuple[str, str], parts: str) -> None:
        code, message = corp.refused(idp.signed(corp.response(**how), parts=parts))
        assert code == refusal[0] and refusal[1] in message

    @pytest.mark.parametrize(
        "recipient",
        [
            "https://signin.aws.amazon.com/saml",
            "https://us-east-1.signin.aws.amazon.com/saml",
            "https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSP1234567890",
            "http://127.0.0.1:4566/saml",
        ],
    )
    def test_where_people_sign_in(self, corp: Corp, recipient: str) -> None:
        assert corp.enter(idp.signed(corp.response(recipient=recipient)))["Audience"] == recipient

    def test_redeemed_again_within_its_time_and_after(self, corp: Corp) -> None:
        """AWS takes an assertion as often as one likes, for five minutes. Source: observed, saml2aws issue 526."""
        assertion = idp.signed(corp.response(lasts_s=3600))
        first, second = corp.enter(assertion), corp.enter(assertion)
        assert first["Credentials"]["AccessKeyId"] != second["Credentials"]["AccessKeyId"]
        corp.world.cloud.advance(299)
        assert corp.enter(assertion)
        corp.world.cloud.advance(2)
        assert corp.refused(assertion) == LATE

    def test_one_login_two_accounts(self, corp: Corp) -> None:
        # FED-002: one response, credentials of two accounts.
        there = Client(corp.world.cloud, OTHER)
        provider = there.call("CreateSAMLProvider", Name="corp", SAMLMetadataDocument=idp.metadata())["SAMLProviderArn"]
        arn = corp.world.role("Auditor", trusting({"Federated": provider}, *ACTIONS), account=OTHER)
        roles = (f"{READER},{PROVIDER}", f"{provider}, {arn}")
        assertion = idp.signed(corp.response(said(Role=roles)))
        assert corp.enter(assertion)["AssumedRoleUser"]["Arn"].startswith(f"arn:aws:sts::{HOME}:")
        other = corp.enter(assertion, RoleArn=arn, PrincipalArn=provider)
        assert other["AssumedRoleUser"]["Arn"].startswith(f"arn:aws:sts::{OTHER}:assumed-role/Auditor/")

    def test_encrypted_ones_are_not_implemented(self, corp: Corp) -> None:
        text = re.sub("<Assertion .*</Assertion>", "<EncryptedAssertion/>", corp.response(), flags=re.DOTALL)
        with pytest.raises(NotImplementedHere):
            corp.enter(idp.signed(text, parts="response"))


class TestAttributes:
    @pytest.mark.parametrize(
        ("attributes", "words"),
        [
            (said(Role=f"arn:aws:iam::{HOME}:role/Other,{PROVIDER}"), "doesn't contain the requested Role"),
            (said(Role=f"{READER},arn:aws:iam::{HOME}:saml-provider/other"), "doesn't contain the requested Role"),
            (said(Role=None), "doesn't contain the requested Role"),
            (said(RoleSessionName=None), "RoleSessionName is required in AuthnResponse"),
            (said(RoleSessionName="Jo Doe"), "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"),
            (said(SourceIdentity="Jo Doe"), "SourceIdentity"),
            (said(SessionDuration="899"), "SessionDuration"),
            (said(SessionDuration="an hour"), "SessionDuration"),
        ],
    )
    def test_refused(self, corp: Corp, attributes: dict[str, tuple[str, ...]], words: str) -> None:
        code, message = corp.refused(idp.signed(corp.response(attributes)))
        assert code == "InvalidIdentityToken" and words in message

    def test_a_provider_that_is_not_there(self, corp: Corp) -> None:
        gone = f"arn:aws:iam::{HOME}:saml-provider/gone"
        refused = corp.refused(PrincipalArn=gone)
        assert refused == ("InvalidIdentityToken", "Specified provider doesn't exist")

    @pytest.mark.parametrize(
        ("attributes", "how", "asked", "lasts"),
        [
            (said(), {}, None, 3600),
            (said(), {}, 900, 900),
            (said(SessionDuration="1800"), {}, None, 1800),
            (said(SessionDuration="7200"), {}, None, 3600),
            (said(), {"session_ends_s": 1000}, None, 999),
            (said(SessionDuration="1800"), {"session_ends_s": 1000}, 3600, 999),
        ],
    )
    def test_how_long(
        self,
        corp: Corp,
        attributes: dict[str, tuple[str, ...]],
        how: dict[str, Any],
        asked: int | None,
        lasts: int,
    ) -> None:
        params = {"DurationSeconds": asked} if asked else {}
        answer = corp.enter(idp.signed(corp.response(attributes, **how)), **params)
        left = answer["Credentials"]["Expiration"] - corp.world.cloud.now()
        assert lasts - 1 <= left <= lasts + 1

    def test_session_policies(self, corp: Corp) -> None:
        assert corp.refused(Policy="{}")[0] == "MalformedPolicyDocument"
        large = {f"PrincipalTag:key{n}": hashlib.sha512(str(n).encode()).hexdigest() for n in range(50)}
        assert corp.refused(idp.signed(corp.response(said(**large))))[0] == "PackedPolicyTooLarge"

    def test_longer_than_the_role_allows(self, corp: Corp) -> None:
        assert corp.refused(DurationSeconds=3601) == (
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        )


class TestTrust:
    def test_a_role_that_does_not_trust_or_is_not_there(self, corp: Corp) -> None:
        corp.trust("sts:AssumeRoleWithWebIdentity")
        assert corp.refused() == NOT_ALLOWED
        gone = f"arn:aws:iam::{HOME}:role/Gone"
        assertion = idp.signed(corp.response(said(Role=f"{gone},{PROVIDER}")))
        assert corp.refused(assertion, RoleArn=gone) == NOT_ALLOWED

    @pytest.mark.parametrize(
        ("condition", "enters"),
        [
            ({"StringEquals": {"SAML:aud": idp.SIGN_IN}}, True),
            ({"StringEquals": {"SAML:aud": "https://other.example.com"}}, False),
            ({"StringEquals": {"saml:iss": idp.ENTITY}}, True),
            ({"StringEquals": {"saml:sub": "alice", "saml:sub_type": "persistent"}}, True),
            ({"StringEquals": {"saml:sub": "bob"}}, False),
            ({"StringEquals": {"saml:doc": f"{HOME}/corp"}}, True),
            ({"StringLike": {"saml:mail": "*@example.com"}}, True),
            ({"ForAnyValue:StringEquals": {"saml:edupersonaffiliation": ["staff"]}}, True),
            ({"ForAnyValue:StringEquals": {"saml:edupersonaffiliation": ["alumni"]}}, False),
            ({"StringEquals": {"sts:RoleSessionName": "alice@example.com"}}, True),
            ({"StringEquals": {"aws:RequestTag/Team": "red"}}, True),
            ({"StringEquals": {"sts:SourceIdentity": "alice"}}, True),
        ],
    )
    def test_conditions(self, corp: Corp, condition: dict[str, Any], enters: bool) -> None:
        corp.trust(*ACTIONS, **condition)
        attributes = said(**{"PrincipalTag:Team": "red", "SourceIdentity": "alice"})
        attributes["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"] = ("alice@example.com",)
        attributes["urn:oid:1.3.6.1.4.1.5923.1.1.1.1"] = ("student", "staff")
        assertion = idp.signed(corp.response(attributes))
        if enters:
            assert corp.enter(assertion)["Credentials"]
        else:
            assert corp.refused(assertion) == NOT_ALLOWED

    @pytest.mark.parametrize("more", [{"PrincipalTag:Team": "red"}, {"SourceIdentity": "alice"}])
    def test_tags_and_source_identities_have_permissions_of_their_own(self, corp: Corp, more: dict[str, str]) -> None:
        corp.trust("sts:AssumeRoleWithSAML")
        assert corp.refused(idp.signed(corp.response(said(**more)))) == NOT_ALLOWED


class TestBehaviour:
    def test_without_a_key_of_aws(self, corp: Corp) -> None:
        """STS-006, FED-001: from outside, unsigned, to credentials that work; there is no IAM user at all."""
        answer = corp.world.client("sts").assume_role_with_saml(**corp.asked())
        sqs = corp.world.client("sqs", answer["Credentials"])
        assert sqs.list_queues()
        assert denied(sqs, "create_queue", QueueName="jobs")[1] == "AccessDenied"
        assert Client(corp.world.cloud, HOME).call("ListUsers")["Users"] == []

    def test_the_groups_of_a_directory_choose_the_role(self, corp: Corp) -> None:
        # FED-004.
        corp.world.role("Writer", trusting(FEDERATED, *ACTIONS), {"Action": "sqs:*", "Resource": "*"})
        writer = f"arn:aws:iam::{HOME}:role/Writer"
        staff = idp.signed(corp.response(said()))
        admin = idp.signed(corp.response(said(Role=(f"{writer},{PROVIDER}", f"{READER},{PROVIDER}"))))
        assert corp.refused(staff, RoleArn=writer)[0] == "InvalidIdentityToken"
        for role in (writer, READER):
            assert corp.enter(admin, RoleArn=role)["Credentials"]

    def test_tags_and_source_identity_go_into_the_session(self, corp: Corp) -> None:
        tagged: Callable[[str], dict[str, Any]] = lambda team: {  # noqa: E731
            **LISTING,
            "Condition": {"StringEquals": {"aws:PrincipalTag/Team": team, "aws:SourceIdentity": "alice"}},
        }
        corp.world.role("Tagged", trusting(FEDERATED, *ACTIONS), tagged("red"))
        arn = f"arn:aws:iam::{HOME}:role/Tagged"
        for team in ("red", "blue"):
            more = {"PrincipalTag:Team": team, "TransitiveTagKeys": "Team", "SourceIdentity": "alice"}
            attributes = said(Role=f"{arn},{PROVIDER}", **more)
            answer = corp.enter(idp.signed(corp.response(attributes)), RoleArn=arn)
            assert answer["SourceIdentity"] == "alice"
            sqs = corp.world.client("sqs", answer["Credentials"])
            if team == "red":
                assert sqs.list_queues()
            else:
                assert denied(sqs, "list_queues")[1] == "AccessDenied"
