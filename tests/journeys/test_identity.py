"""People, roles and keys of one account with boto3 against a strict server: who may do what, and when no longer.

Which credentials count at all: test_credentials.py. Several accounts: test_accounts.py. Federation: test_sts.py.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.app.served import Served, served
from tests.journeys.identities import (
    ACCOUNT,
    assumed,
    code,
    document,
    refused,
    role,
    root_of,
    signing,
    told,
    trail,
    trusting,
    user,
)

DENIED = (403, "AccessDenied")
BUCKETS = {"Action": "s3:*", "Resource": "*"}
ENTER = {"Action": "sts:AssumeRole", "Resource": "*"}
EVERYTHING = {"Action": "*", "Resource": "*"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served("--auth", "strict", data=tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="module")
def iam(server: Served) -> Any:
    return signing(server, "iam", root_of(server))


@pytest.fixture(scope="module")
def root_s3(server: Served) -> Any:
    return signing(server, "s3", root_of(server))


def now(server: Served) -> float:
    """The time of the cloud."""
    instant: float = server.admin("clock")["now"]
    return instant


class TestUsers:
    def test_nothing_is_allowed_until_a_policy_says_so(self, server: Served, iam: Any) -> None:
        """IAM-004, IAM-032."""
        arn, key = user(server, "ann")
        s3 = signing(server, "s3", key)
        assert told(s3, "list_buckets") == (
            f"User: {arn} is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows "
            "the s3:ListAllMyBuckets action"
        )
        listing = document({"Action": "s3:ListAllMyBuckets", "Resource": "*"})
        policy = iam.create_policy(PolicyName="listing", PolicyDocument=listing)["Policy"]["Arn"]
        iam.attach_user_policy(UserName="ann", PolicyArn=policy)
        assert "Buckets" in s3.list_buckets()
        assert refused(s3, "create_bucket", Bucket="anns") == DENIED
        iam.create_policy_version(PolicyArn=policy, PolicyDocument=document(BUCKETS), SetAsDefault=True)
        assert s3.create_bucket(Bucket="anns")
        iam.set_default_policy_version(PolicyArn=policy, VersionId="v1")
        assert refused(s3, "delete_bucket", Bucket="anns") == DENIED

    def test_a_deny_beats_every_allow(self, server: Served, iam: Any, root_s3: Any) -> None:
        """IAM-005, IAM-006."""
        _, key = user(server, "dora", {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"})
        iam.attach_user_policy(UserName="dora", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
        root_s3.create_bucket(Bucket="denies")
        s3 = signing(server, "s3", key)
        assert s3.put_object(Bucket="denies", Key="a", Body=b"x")
        message = told(s3, "get_object", Bucket="denies", Key="a")
        assert message.endswith("with an explicit deny in an identity-based policy")

    def test_a_group_gives_and_takes(self, server: Served, iam: Any) -> None:
        """IAM-014, IAM-015."""
        _, key = user(server, "gus")
        sqs = signing(server, "sqs", key)
        iam.create_group(GroupName="queues")
        iam.put_group_policy(
            GroupName="queues", PolicyName="q", PolicyDocument=document({"Action": "sqs:*", "Resource": "*"})
        )
        assert refused(sqs, "list_queues") == DENIED
        iam.add_user_to_group(GroupName="queues", UserName="gus")
        assert sqs.create_queue(QueueName="of-the-group")
        iam.remove_user_from_group(GroupName="queues", UserName="gus")
        assert refused(sqs, "list_queues") == DENIED
        assert refused(iam, "create_access_key", UserName="queues") == (404, "NoSuchEntity")

    def test_a_boundary_is_a_ceiling(self, server: Served, iam: Any) -> None:
        """Source: IAM User Guide, Permissions boundaries for IAM entities."""
        _, key = user(server, "bo", EVERYTHING)
        ceiling = document({"Action": "sqs:*", "Resource": "*"})
        policy = iam.create_policy(PolicyName="only-queues", PolicyDocument=ceiling)["Policy"]["Arn"]
        s3, sqs = signing(server, "s3", key), signing(server, "sqs", key)
        assert "Buckets" in s3.list_buckets()
        iam.put_user_permissions_boundary(UserName="bo", PermissionsBoundary=policy)
        assert told(s3, "list_buckets").endswith(
            "because no permissions boundary allows the s3:ListAllMyBuckets action"
        )
        assert sqs.create_queue(QueueName="in-bounds")
        iam.delete_user_permissions_boundary(UserName="bo")
        assert "Buckets" in s3.list_buckets()

    def test_two_keys_and_no_third(self, server: Served, iam: Any) -> None:
        """IAM-010: as in a rotation: the second key works before the first one goes."""
        _, first = user(server, "rota", BUCKETS)
        second = iam.create_access_key(UserName="rota")["AccessKey"]
        assert refused(iam, "create_access_key", UserName="rota") == (409, "LimitExceeded")
        assert all("Buckets" in signing(server, "s3", key).list_buckets() for key in (first, second))
        iam.delete_access_key(UserName="rota", AccessKeyId=first["AccessKeyId"])
        assert refused(signing(server, "s3", first), "list_buckets") == (403, "InvalidAccessKeyId")
        assert "Buckets" in signing(server, "s3", second).list_buckets()
        iam.create_access_key(UserName="rota")

    def test_where_a_request_comes_from(self, server: Served) -> None:
        """IAM-031."""
        within = {**BUCKETS, "Condition": {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}}
        outside = {**BUCKETS, "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}
        assert "Buckets" in signing(server, "s3", user(server, "nea", within)[1]).list_buckets()
        assert refused(signing(server, "s3", user(server, "far", outside)[1]), "list_buckets") == DENIED

    def test_what_the_simulator_says_is_what_happens(self, server: Served, iam: Any) -> None:
        """IAM-029."""
        arn, key = user(server, "sim", {"Action": "sqs:List*", "Resource": "*"})
        sqs = signing(server, "sqs", key)
        asked = iam.simulate_principal_policy(PolicySourceArn=arn, ActionNames=["sqs:ListQueues", "sqs:CreateQueue"])
        decided = {each["EvalActionName"]: each["EvalDecision"] for each in asked["EvaluationResults"]}
        assert decided == {"sqs:ListQueues": "allowed", "sqs:CreateQueue": "implicitDeny"}
        assert sqs.list_queues()
        assert refused(sqs, "create_queue", QueueName="sims") == DENIED


class TestDevices:
    def test_a_policy_asks_for_a_code(self, server: Served, iam: Any) -> None:
        """IAM-008, IAM-030: aws:MultiFactorAuthPresent, in a session of the user and on the way into a role."""
        with_code = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
        arn, key = user(server, "mia", {**BUCKETS, "Condition": with_code}, ENTER)
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName="mias")["VirtualMFADevice"]
        serial, seed = device["SerialNumber"], device["Base32StringSeed"]
        wrong = {"UserName": "mia", "SerialNumber": serial, "AuthenticationCode1": "000000"}
        assert (
            refused(iam, "enable_mfa_device", **wrong, AuthenticationCode2="000000")[1] == "InvalidAuthenticationCode"
        )
        at = now(server)
        codes = {"AuthenticationCode1": code(seed, at), "AuthenticationCode2": code(seed, at + 30)}
        iam.enable_mfa_device(UserName="mia", SerialNumber=serial, **codes)
        assert [each["SerialNumber"] for each in iam.list_mfa_devices(UserName="mia")["MFADevices"]] == [serial]

        assert refused(signing(server, "s3", key), "list_buckets") == DENIED
        sts = signing(server, "sts", key)
        plain = sts.get_session_token()["Credentials"]
        assert refused(signing(server, "s3", plain), "list_buckets") == DENIED
        server.advance(61)  # a code counts once
        fresh = {"SerialNumber": serial, "TokenCode": code(seed, now(server))}
        session = sts.get_session_token(**fresh)["Credentials"]
        assert "Buckets" in signing(server, "s3", session).list_buckets()
        assert refused(sts, "get_session_token", **fresh) == DENIED

        guarded = role(server, "guarded", trusting({"AWS": arn}, **with_code), BUCKETS)
        assert refused(sts, "assume_role", RoleArn=guarded, RoleSessionName="journey") == DENIED
        server.advance(31)
        fresh["TokenCode"] = code(seed, now(server))
        assert "Buckets" in signing(server, "s3", assumed(server, key, guarded, **fresh)).list_buckets()


class TestRoles:
    def test_both_documents_are_needed(self, server: Served, iam: Any) -> None:
        """IAM-016, IAM-017, STS-001, STS-008, STS-009: who may enter, and what may be done there."""
        arn, key = user(server, "rob", ENTER, BUCKETS)
        _, stranger = user(server, "stan", ENTER)
        worker = role(server, "worker", trusting({"AWS": arn}))
        asked = {"RoleArn": worker, "RoleSessionName": "journey"}
        assert told(signing(server, "sts", stranger), "assume_role", **asked).endswith(
            "because no role trust policy allows the sts:AssumeRole action"
        )
        within = assumed(server, key, worker)
        who = signing(server, "sts", within).get_caller_identity()
        assert who["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/worker/journey"
        assert who["UserId"].endswith(":journey")
        assert signing(server, "sts", key).get_caller_identity()["Arn"] == arn
        s3 = signing(server, "s3", within)
        assert refused(s3, "list_buckets") == DENIED
        iam.put_role_policy(RoleName="worker", PolicyName="own", PolicyDocument=document(BUCKETS))
        assert "Buckets" in s3.list_buckets()
        iam.delete_role_policy(RoleName="worker", PolicyName="own")
        assert refused(s3, "list_buckets") == DENIED  # with the credentials that were there already

    def test_an_external_id(self, server: Served) -> None:
        """Source: IAM User Guide, The confused deputy problem."""
        arn, key = user(server, "dep", ENTER)
        shared = role(server, "shared", trusting({"AWS": arn}, StringEquals={"sts:ExternalId": "blue-7"}), BUCKETS)
        for wrong in ({}, {"ExternalId": "red-1"}):
            asked = {"RoleArn": shared, "RoleSessionName": "journey", **wrong}
            assert refused(signing(server, "sts", key), "assume_role", **asked) == DENIED
        assert "Buckets" in signing(server, "s3", assumed(server, key, shared, ExternalId="blue-7")).list_buckets()

    def test_a_session_ends(self, server: Served) -> None:
        """STS-002, STS-003: by the cloud's clock, and the next one begins."""
        arn, key = user(server, "sam", ENTER)
        short = role(server, "short", trusting({"AWS": arn}), {"Action": "sqs:*", "Resource": "*"})
        too_long = {"RoleArn": short, "RoleSessionName": "journey", "DurationSeconds": 3601}
        assert refused(signing(server, "sts", key), "assume_role", **too_long) == (400, "ValidationError")
        within = assumed(server, key, short, DurationSeconds=900)
        assert 890 < within["Expiration"].timestamp() - now(server) <= 900
        assert within["Expiration"].microsecond == 0
        sqs = signing(server, "sqs", within)
        server.advance(880)
        assert sqs.create_queue(QueueName="in-time")
        server.advance(21)
        assert refused(sqs, "list_queues")[1] == "ExpiredToken"
        assert signing(server, "sqs", assumed(server, key, short)).list_queues()

    def test_a_session_policy_only_takes_away(self, server: Served) -> None:
        """Source: IAM User Guide, Policies and permissions, session policies."""
        arn, key = user(server, "sue", ENTER)
        wide = role(server, "wide", trusting({"AWS": arn}), BUCKETS)
        part = document({"Action": ["s3:ListAllMyBuckets", "sqs:*"], "Resource": "*"})
        within = assumed(server, key, wide, Policy=part)
        s3 = signing(server, "s3", within)
        assert "Buckets" in s3.list_buckets()
        assert told(s3, "create_bucket", Bucket="beyond").endswith(
            "because no session policy allows the s3:CreateBucket action"
        )
        assert refused(signing(server, "sqs", within), "list_queues") == DENIED

    def test_the_emergency_role_and_its_record(self, server: Served, root_s3: Any) -> None:
        """IAM-024: what nobody may do, somebody may in an emergency, and it is on record who did."""
        root_s3.create_bucket(Bucket="precious")
        forbidden = {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}
        arn, key = user(server, "eve", EVERYTHING, forbidden)
        break_glass = role(server, "break-glass", trusting({"AWS": arn}), EVERYTHING)
        assert refused(signing(server, "s3", key), "delete_bucket", Bucket="precious") == DENIED
        within = signing(server, "sts", key).assume_role(RoleArn=break_glass, RoleSessionName="ticket-4711")
        signing(server, "s3", within["Credentials"]).delete_bucket(Bucket="precious")

        tried, done = trail(server, "DeleteBucket")[1::-1]
        assert (tried["userIdentity"]["arn"], tried["errorCode"]) == (arn, "AccessDenied")
        assert done["userIdentity"]["arn"].endswith("assumed-role/break-glass/ticket-4711")
        entered = trail(server, "AssumeRole")[0]
        assert (entered["userIdentity"]["arn"], entered["requestParameters"]["roleArn"]) == (arn, break_glass)
        assert {each["sourceIPAddress"] for each in (tried, done, entered)} == {"127.0.0.1"}


class TestSealed:
    def test_a_bucket_is_as_open_as_its_key(self, server: Served, iam: Any, root_s3: Any) -> None:
        """KMS-002, KMS-005, KMS-008, KMS-009: S3 asks KMS as the caller; a key that is off closes what it sealed."""
        kms = signing(server, "kms", root_of(server))
        key_id = kms.create_key()["KeyMetadata"]["KeyId"]
        root_s3.create_bucket(Bucket="sealed")
        sealing = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key_id}
        root_s3.put_bucket_encryption(
            Bucket="sealed",
            ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": sealing}]},
        )
        root_s3.put_object(Bucket="sealed", Key="a", Body=b"water")
        _, key = user(server, "kim", BUCKETS)
        s3, at = signing(server, "s3", key), {"Bucket": "sealed", "Key": "a"}
        message = told(s3, "get_object", **at)
        assert message.endswith("because no identity-based policy allows the kms:Decrypt action")
        opening = document({"Action": "kms:Decrypt", "Resource": f"arn:aws:kms:us-east-1:{ACCOUNT}:key/{key_id}"})
        iam.put_user_policy(UserName="kim", PolicyName="open", PolicyDocument=opening)
        assert s3.get_object(**at)["Body"].read() == b"water"
        kms.disable_key(KeyId=key_id)
        assert refused(s3, "get_object", **at) == (400, "KMS.DisabledException")
        kms.enable_key(KeyId=key_id)
        assert s3.get_object(**at)["Body"].read() == b"water"
        kms.schedule_key_deletion(KeyId=key_id, PendingWindowInDays=7)
        assert refused(s3, "get_object", **at) == (400, "KMS.KMSInvalidStateException")

        for event in ("GenerateDataKey", "Decrypt"):
            newest = trail(server, event)[0]
            assert newest["userIdentity"]["invokedBy"] == "s3.amazonaws.com"
            assert newest["resources"][0]["ARN"].endswith(key_id)
