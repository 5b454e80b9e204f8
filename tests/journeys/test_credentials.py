"""Which credentials a strict server takes and which it does not, and what it says to the others; and a lenient one."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as Signer

from tests.app.served import KEYS, Served, fogbank_command, served
from tests.journeys.identities import (
    ACCOUNT,
    Credentials,
    assumed,
    document,
    fetch,
    refused,
    role,
    root_of,
    signing,
    told,
    trusting,
    user,
)

BUCKETS = {"Action": "s3:*", "Resource": "*"}
EVERYTHING = {"Action": "*", "Resource": "*"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served("--auth", "strict", data=tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="module")
def iam(server: Served) -> Any:
    return signing(server, "iam", root_of(server))


@pytest.fixture(scope="module")
def bucket(server: Served) -> str:
    signing(server, "s3", root_of(server)).create_bucket(Bucket="well")
    signing(server, "s3", root_of(server)).put_object(Bucket="well", Key="a", Body=b"water")
    return "well"


def answers(server: Served, credentials: Credentials) -> list[tuple[int, str]]:
    """What services of four protocols say to such credentials: XML, query, JSON, and JSON with codes of query."""
    asked = (("s3", "list_buckets"), ("sts", "get_caller_identity"), ("kms", "list_keys"), ("sqs", "list_queues"))
    return [refused(signing(server, service, credentials), operation) for service, operation in asked]


def why(server: Served) -> list[str]:
    """The lines of `fogbank why` about the last call that failed."""
    done = fogbank_command("why", "--data", str(server.data))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


UNKNOWN = [
    (403, "InvalidAccessKeyId"),
    (403, "InvalidClientTokenId"),
    (400, "UnrecognizedClientException"),
    (403, "InvalidClientTokenId"),
]
WRONG_TOKEN = [(400, "InvalidToken"), *UNKNOWN[1:]]
EXPIRED = [(400, "ExpiredToken"), (403, "ExpiredToken"), (400, "ExpiredTokenException"), (403, "ExpiredToken")]


class TestKeys:
    @pytest.mark.parametrize("key", ["test", "123456789012", "AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE"])
    def test_unknown(self, server: Served, key: str) -> None:
        credentials = {"AccessKeyId": key, "SecretAccessKey": "x"}
        assert answers(server, credentials) == UNKNOWN
        message = "The AWS Access Key Id you provided does not exist in our records."
        assert told(signing(server, "s3", credentials), "list_buckets") == message
        assert why(server) == [
            "s3:ListBuckets answered 403 InvalidAccessKeyId",
            "principal  nobody (no signature that counts)",
            f"message    {message}",
            f"because    access key {key} was not issued here, and --auth strict takes no other",
        ]

    def test_inactive_and_deleted(self, server: Served, iam: Any) -> None:
        """IAM-023: refused at the next call, and with the very same key let in again."""
        arn, key = user(server, "ina", EVERYTHING)
        named = {"UserName": "ina", "AccessKeyId": key["AccessKeyId"]}
        sqs = signing(server, "sqs", key)
        assert sqs.list_queues()
        iam.update_access_key(**named, Status="Inactive")
        assert answers(server, key) == UNKNOWN
        assert why(server)[-1] == f"because    access key {key['AccessKeyId']} of {arn} is not active"
        iam.update_access_key(**named, Status="Active")
        assert sqs.list_queues()
        iam.delete_access_key(**named)
        assert answers(server, key) == UNKNOWN
        assert "was issued here and is no more" in why(server)[-1]

    def test_of_a_deleted_user(self, server: Served, iam: Any) -> None:
        """Its key has to go first; its sessions go with it, and a user of the same name does not bring them back."""
        _, key = user(server, "dan", EVERYTHING)
        session = signing(server, "sts", key).get_session_token()["Credentials"]
        assert signing(server, "sqs", session).list_queues()
        iam.delete_user_policy(UserName="dan", PolicyName="own")
        assert refused(iam, "delete_user", UserName="dan") == (409, "DeleteConflict")
        iam.delete_access_key(UserName="dan", AccessKeyId=key["AccessKeyId"])
        iam.delete_user(UserName="dan")
        user(server, "dan", EVERYTHING)
        assert answers(server, key) == answers(server, session) == UNKNOWN

    def test_with_a_wrong_secret(self, server: Served) -> None:
        """IAM-028."""
        arn, key = user(server, "wim", EVERYTHING)
        assert answers(server, {**key, "SecretAccessKey": "wrong"}) == [
            (403, "SignatureDoesNotMatch"),
            (403, "SignatureDoesNotMatch"),
            (400, "InvalidSignatureException"),
            (403, "SignatureDoesNotMatch"),
        ]
        assert why(server)[-1] == f"because    access key {key['AccessKeyId']} is of {arn}"

    def test_a_request_that_was_changed_or_is_old(self, server: Served) -> None:
        """IAM-028: a body and an address that are not the signed ones; a date that is 20 minutes off."""
        _, key = user(server, "tam", EVERYTHING)
        signer = SigV4Auth(Signer(key["AccessKeyId"], key["SecretAccessKey"]), "iam", "us-east-1")
        asked = AWSRequest("POST", f"{server.url}/", data="Action=ListUsers&Version=2010-05-08")
        asked.headers["Content-Type"] = "application/x-www-form-urlencoded"
        signer.add_auth(asked)
        headers = dict(asked.headers)
        assert fetch("POST", server.url, asked.body, headers)[0] == 200
        for body, path in ((asked.body.replace(b"Users", b"Roles"), ""), (asked.body, "/x")):
            status, answer = fetch("POST", server.url + path, body, headers)
            assert (status, b"SignatureDoesNotMatch" in answer) == (403, True)
        late = {**headers, "X-Amz-Date": re.sub("T.*", "T000000Z", headers["X-Amz-Date"])}
        if late["X-Amz-Date"][:13] == headers["X-Amz-Date"][:13]:
            late["X-Amz-Date"] = late["X-Amz-Date"].replace("T00", "T12")
        status, answer = fetch("POST", server.url, asked.body, late)
        assert status == 403
        assert re.search(rb"<Code>SignatureDoesNotMatch</Code>.*Signature (expired|not yet current)", answer, re.DOTALL)


@pytest.fixture
def entered(server: Served, request: pytest.FixtureRequest) -> tuple[Credentials, Credentials]:
    """A user's key, and a session of a role that the user has assumed."""
    name = request.function.__name__
    arn, key = user(server, name, EVERYTHING)
    within = assumed(server, key, role(server, name, trusting({"AWS": arn}), EVERYTHING))
    assert signing(server, "sqs", within).list_queues()
    return key, within


class TestTokens:
    def test_missing(self, server: Served, entered: tuple[Credentials, Credentials]) -> None:
        """STS-005."""
        _, within = entered
        bare = {name: value for name, value in within.items() if name != "SessionToken"}
        assert answers(server, bare) == UNKNOWN
        assert why(server)[-1].endswith("came without its session token")

    def test_of_another_session(self, server: Served, entered: tuple[Credentials, Credentials]) -> None:
        key, within = entered
        other = signing(server, "sts", key).get_session_token()["Credentials"]
        mixed = {**within, "SessionToken": other["SessionToken"]}
        assert answers(server, mixed) == WRONG_TOKEN
        message = "The provided token is malformed or otherwise invalid."
        assert told(signing(server, "s3", mixed), "list_buckets") == message
        assert why(server)[-1].endswith("came with another session token than its own")

    def test_of_a_user_without_a_code_to_iam(self, server: Served, entered: tuple[Credentials, Credentials]) -> None:
        """Source: IAM User Guide, Compare AWS STS credentials: no IAM for GetSessionToken without MFA."""
        session = signing(server, "sts", entered[0]).get_session_token()["Credentials"]
        assert refused(signing(server, "iam", session), "list_users") == (403, "InvalidClientTokenId")
        assert why(server)[-1] == "because    it takes sessions of roles, and of users who gave an MFA code"

    def test_beside_a_key_that_has_none(self, server: Served, entered: tuple[Credentials, Credentials]) -> None:
        """What an AWS_SESSION_TOKEN does that somebody forgot to unset."""
        key, within = entered
        assert answers(server, {**key, "SessionToken": within["SessionToken"]}) == WRONG_TOKEN

    def test_expired(self, server: Served) -> None:
        """STS-002: at the end of the session by the cloud's clock."""
        arn, key = user(server, "exa", EVERYTHING)
        within = assumed(server, key, role(server, "exa", trusting({"AWS": arn}), EVERYTHING), DurationSeconds=900)
        server.advance(890)
        assert signing(server, "sqs", within).list_queues()
        server.advance(11)
        assert answers(server, within) == EXPIRED
        assert told(signing(server, "s3", within), "list_buckets") == "The provided token has expired."
        assert told(signing(server, "kms", within), "list_keys") == (
            "The security token included in the request is expired"
        )


class TestAnonymous:
    def test_only_where_a_policy_says_everybody(self, server: Served, bucket: str) -> None:
        s3 = signing(server, "s3", None)
        read = {"Bucket": bucket, "Key": "a"}
        assert refused(s3, "get_object", **read) == (403, "AccessDenied")
        assert told(s3, "get_object", **read) == "Access Denied"
        owner = signing(server, "s3", root_of(server))
        owner.delete_public_access_block(Bucket=bucket)
        everybody = {"Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
        owner.put_bucket_policy(Bucket=bucket, Policy=document(everybody))
        assert s3.get_object(**read)["Body"].read() == b"water"
        assert refused(s3, "put_object", Body=b"", **read) == (403, "AccessDenied")
        owner.delete_bucket_policy(Bucket=bucket)
        assert refused(s3, "get_object", **read) == (403, "AccessDenied")

    @pytest.mark.parametrize(
        ("service", "operation", "refusal"),
        [
            ("s3", "list_buckets", (403, "AccessDenied")),
            ("sts", "get_caller_identity", (403, "MissingAuthenticationToken")),
            ("iam", "list_users", (403, "MissingAuthenticationToken")),
            ("kms", "list_keys", (400, "MissingAuthenticationTokenException")),
            ("cloudtrail", "lookup_events", (400, "MissingAuthenticationTokenException")),
        ],
    )
    def test_elsewhere_a_signature_is_missing(
        self, server: Served, service: str, operation: str, refusal: tuple[int, str]
    ) -> None:
        assert refused(signing(server, service, None), operation) == refusal


class TestPresigned:
    """Each works for as long as what stands behind it, and no longer."""

    @staticmethod
    def address(server: Served, credentials: Credentials, expires_s: int = 3600) -> str:
        s3 = signing(server, "s3", credentials, signature_version="s3v4")
        params = {"Bucket": "well", "Key": "a"}
        url: str = s3.generate_presigned_url("get_object", Params=params, ExpiresIn=expires_s)
        return url

    def test_by_a_user(self, server: Served, bucket: str, iam: Any) -> None:
        _, key = user(server, "pru", BUCKETS)
        url = self.address(server, key)
        assert fetch("GET", url) == (200, b"water")
        iam.delete_user_policy(UserName="pru", PolicyName="own")
        status, answer = fetch("GET", url)
        assert (status, b"<Code>AccessDenied</Code>" in answer) == (403, True)
        iam.put_user_policy(UserName="pru", PolicyName="own", PolicyDocument=document(BUCKETS))
        assert fetch("GET", url) == (200, b"water")
        iam.update_access_key(UserName="pru", AccessKeyId=key["AccessKeyId"], Status="Inactive")
        status, answer = fetch("GET", url)
        assert (status, b"<Code>InvalidAccessKeyId</Code>" in answer) == (403, True)

    def test_by_a_session(self, server: Served, bucket: str, iam: Any) -> None:
        arn, key = user(server, "pia", {"Action": "sts:AssumeRole", "Resource": "*"})
        reader = role(server, "pia", trusting({"AWS": arn}), BUCKETS)
        url = self.address(server, assumed(server, key, reader, DurationSeconds=900))
        assert fetch("GET", url) == (200, b"water")
        no_token = re.sub("&X-Amz-Security-Token=[^&]*", "", url)
        assert b"<Code>InvalidAccessKeyId</Code>" in fetch("GET", no_token)[1]
        server.advance(901)
        status, answer = fetch("GET", url)
        assert (status, b"<Code>ExpiredToken</Code>" in answer) == (400, True)
        url = self.address(server, assumed(server, key, reader))
        assert fetch("GET", url) == (200, b"water")
        iam.delete_role_policy(RoleName="pia", PolicyName="own")
        assert fetch("GET", url)[0] == 403
        iam.delete_role(RoleName="pia")
        assert b"<Code>InvalidAccessKeyId</Code>" in fetch("GET", url)[1]


class TestForms:
    @staticmethod
    def post(form: dict[str, Any], **more: str) -> tuple[int, bytes]:
        """Send a form as a browser does."""
        edge = "----edge"
        fields = {**form["fields"], **more}
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}' for name in fields]
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nwater')
        body = "\r\n".join([*parts, f"--{edge}--\r\n"]).encode()
        return fetch("POST", form["url"], body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    @staticmethod
    def form(server: Served, credentials: Credentials) -> dict[str, Any]:
        s3 = signing(server, "s3", credentials, signature_version="s3v4", s3={"addressing_style": "path"})
        form: dict[str, Any] = s3.generate_presigned_post("well", "posted")
        return form

    def test_by_a_user(self, server: Served, bucket: str, iam: Any) -> None:
        _, key = user(server, "fay", {"Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{bucket}/posted"})
        form = self.form(server, key)
        assert self.post(form)[0] == 204
        status, answer = self.post(form, **{"x-amz-signature": "0" * 64})
        assert (status, b"SignatureDoesNotMatch" in answer) == (403, True)
        iam.delete_user_policy(UserName="fay", PolicyName="own")
        status, answer = self.post(form)
        assert (status, b"<Code>AccessDenied</Code>" in answer) == (403, True)

    def test_by_a_session(self, server: Served, bucket: str) -> None:
        arn, key = user(server, "flo", EVERYTHING)
        form = self.form(server, assumed(server, key, role(server, "flo", trusting({"AWS": arn}), BUCKETS)))
        assert self.post(form)[0] == 204
        assert b"<Code>InvalidToken</Code>" in self.post(form, **{"x-amz-security-token": "other"})[1]
        server.advance(3601)
        assert self.post(form)[0] in (400, 403)


class TestLenient:
    def test_known_keys_are_enforced_and_others_are_root(self) -> None:
        with served() as server:
            root = {"AccessKeyId": KEYS["AWS_ACCESS_KEY_ID"], "SecretAccessKey": "whatever"}
            iam = signing(server, "iam", root)
            assert signing(server, "sts", root).get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:root"
            iam.create_user(UserName="lea")
            key = iam.create_access_key(UserName="lea")["AccessKey"]
            sqs = signing(server, "sqs", key)
            assert refused(sqs, "list_queues") == (403, "AccessDenied")
            iam.put_user_policy(
                UserName="lea", PolicyName="own", PolicyDocument=document({"Action": "sqs:*", "Resource": "*"})
            )
            assert sqs.list_queues()
            assert refused(signing(server, "sts", {**key, "SecretAccessKey": "x"}), "get_caller_identity") == (
                403,
                "SignatureDoesNotMatch",
            )
            iam.delete_access_key(UserName="lea", AccessKeyId=key["AccessKeyId"])
            # It is known for one that was issued here: it does not become a key of root.
            assert refused(signing(server, "sts", key), "get_caller_identity") == (403, "InvalidClientTokenId")
            other = {"AccessKeyId": "111122223333", "SecretAccessKey": "x", "SessionToken": "any"}
            assert signing(server, "sts", other).get_caller_identity()["Account"] == "111122223333"
