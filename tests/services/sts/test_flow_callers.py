"""Who calls, by every kind of credentials (STS-008). Source: IAM User Guide, IAM identifiers; JSON policy elements:
Principal (the UserId of each kind of principal).
"""

from tests.services.sts.world import HOME, World, denied, trusting


def test_a_user_then_its_role(world: World) -> None:
    user = world.user("Alice")
    who = world.client("sts", world.key(user)).get_caller_identity()
    assert (who["UserId"], who["Account"], who["Arn"]) == (user.id, HOME, user.arn)
    arn = world.role("Reader", trusting({"AWS": user.arn}), Path="/deep/path/")
    sts = world.client("sts", world.key(user))
    begun = sts.assume_role(RoleArn=arn, RoleSessionName="session1")
    who = world.client("sts", begun["Credentials"]).get_caller_identity()
    assert who["Arn"] == begun["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{HOME}:assumed-role/Reader/session1"
    assert who["UserId"] == begun["AssumedRoleUser"]["AssumedRoleId"]
    assert who["Account"] == HOME


def test_expired_and_forgotten(world: World) -> None:
    """STS-002: ExpiredToken at once; a day later nobody knows the credentials any more, and they open nothing."""
    user = world.user("Alice")
    arn = world.role("Reader", trusting({"AWS": user.arn}), {"Action": "sqs:*", "Resource": "*"})
    begun = world.call("AssumeRole", user, RoleArn=arn, RoleSessionName="session1", DurationSeconds=900)
    sqs, sts = (world.client(service, begun["Credentials"]) for service in ("sqs", "sts"))
    assert sqs.list_queues()
    world.cloud.advance(900)
    assert denied(sts, "get_caller_identity")[:2] == (403, "ExpiredToken")
    assert denied(sqs, "list_queues")[1] == "ExpiredToken"
    world.cloud.advance(30 * 86400)
    assert denied(sts, "get_caller_identity")[:2] == (403, "InvalidClientTokenId")
    assert denied(sqs, "list_queues")[1] == "InvalidClientTokenId"


def test_a_deleted_key_stands_for_nobody(world: World) -> None:
    """In lenient mode unknown keys stand for an account; those that this cloud gave and took back do not."""
    user = world.user("Alice")
    key = world.key(user)
    sts = world.client("sts", key)
    assert sts.get_caller_identity()["Arn"] == user.arn
    gone = {"UserName": "Alice", "AccessKeyId": key["AccessKeyId"]}
    world.cloud.call("iam", "DeleteAccessKey", gone, account=HOME)
    assert denied(sts, "get_caller_identity")[:2] == (403, "InvalidClientTokenId")
    example = world.client("sts", {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "any"})
    assert example.get_caller_identity()["Arn"].endswith(":root")
