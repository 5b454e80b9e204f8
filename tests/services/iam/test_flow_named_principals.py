"""Users and roles in the policies of buckets, queues, keys, and of an organization: they go, come again, are renamed.

Source: IAM User Guide, AWS JSON policy elements: Principal: "IAM transforms the ARN to the user's unique principal ID
when you save the policy. This helps mitigate the risk of someone escalating their privileges by removing and recreating
the user. … if you delete the user, then … the principal ID appears in resource-based policies".
"""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from fogbank.kernel.errors import AccessDenied, ServiceError
from fogbank.kernel.identity.principal import Principal, Session
from tests.cloud import ACCOUNT, Driver
from tests.services.iam.client import Client
from tests.services.iam.documents import allow, policy, trust

AWAY = "111122223333"


class Resource(NamedTuple):
    """Something with a policy. `put` and `read` its policy; `use` is a call of whom the policy lets in.

    `refused`: code and message where the policy names somebody who is not there. `owners`: a statement that lets the
    account itself in, where it needs one.
    """

    statement: dict[str, Any]
    put: Callable[[str], Any]
    read: Callable[[], str]
    use: tuple[str, str, dict[str, Any]]
    refused: tuple[str, str]
    owners: tuple[dict[str, Any], ...] = ()


OWNERS = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "kms:*", "Resource": "*"}


def bucket(cloud: Driver) -> Resource:
    cloud.call("s3", "CreateBucket", {"Bucket": "shelf"})
    return Resource(
        {"Action": "s3:ListBucket", "Resource": "arn:aws:s3:::shelf"},
        lambda text: cloud.call("s3", "PutBucketPolicy", {"Bucket": "shelf", "Policy": text}),
        lambda: cloud.call("s3", "GetBucketPolicy", {"Bucket": "shelf"})["Policy"],
        ("s3", "ListObjectsV2", {"Bucket": "shelf"}),
        ("MalformedPolicy", "Invalid principal in policy"),
    )


def queue(cloud: Driver) -> Resource:
    url = {"QueueUrl": cloud.call("sqs", "CreateQueue", {"QueueName": "jobs"})["QueueUrl"]}
    read = {**url, "AttributeNames": ["Policy"]}
    return Resource(
        {"Action": "sqs:SendMessage", "Resource": f"arn:aws:sqs:us-east-1:{ACCOUNT}:jobs"},
        lambda text: cloud.call("sqs", "SetQueueAttributes", {**url, "Attributes": {"Policy": text}}),
        lambda: cloud.call("sqs", "GetQueueAttributes", read)["Attributes"]["Policy"],
        ("sqs", "SendMessage", {**url, "MessageBody": "m"}),
        ("InvalidAttributeValue", "Invalid value for the parameter Policy."),
    )


def key(cloud: Driver) -> Resource:
    arn = {"KeyId": cloud.call("kms", "CreateKey", {})["KeyMetadata"]["Arn"]}
    return Resource(
        {"Action": "kms:GenerateDataKey", "Resource": "*"},
        lambda text: cloud.call("kms", "PutKeyPolicy", {**arn, "Policy": text}),
        lambda: cloud.call("kms", "GetKeyPolicy", arn)["Policy"],
        ("kms", "GenerateDataKey", {**arn, "KeySpec": "AES_256"}),
        (
            "MalformedPolicyDocumentException",
            "Policy contains a statement with one or more invalid principals.",
        ),
        (OWNERS,),
    )


def organization(cloud: Driver) -> Resource:
    cloud.call("organizations", "CreateOrganization")
    params = {"Target": {"Type": "ACCOUNT", "Id": AWAY}}
    sent = cloud.call("organizations", "InviteAccountToOrganization", params)["Handshake"]
    cloud.call("organizations", "AcceptHandshake", {"HandshakeId": sent["Id"]}, account=AWAY)
    return Resource(
        {"Action": "organizations:ListRoots", "Resource": "*"},
        lambda text: cloud.call("organizations", "PutResourcePolicy", {"Content": text}),
        lambda: cloud.call("organizations", "DescribeResourcePolicy")["ResourcePolicy"]["Content"],
        ("organizations", "ListRoots", {}),
        ("InvalidInputException", "You specified an invalid principal element in the policy."),
    )


@pytest.fixture(params=[bucket, queue, key, organization], ids=lambda make: make.__name__)
def resource(request: pytest.FixtureRequest, cloud: Driver) -> Resource:
    """Something of the default account, which manages the organization."""
    made: Resource = request.param(cloud)
    return made


@pytest.fixture
def away(cloud: Driver) -> Client:
    """IAM of another account, whose users need a policy of the resource, too."""
    return Client(cloud, AWAY)


def named(resource: Resource, *arns: str) -> str:
    """A policy that lets these in."""
    who = arns[0] if len(arns) == 1 else list(arns)
    return policy({"Sid": "in", "Effect": "Allow", "Principal": {"AWS": who}, **resource.statement}, *resource.owners)


def shown(resource: Resource) -> Any:
    """Whom the policy names, as it is shown."""
    return json.loads(resource.read())["Statement"][0]["Principal"]["AWS"]


def made(away: Client, name: str) -> Principal:
    """A user who may do everything, as far as the own account goes."""
    user = away.user(name)
    away.allow(name, "*")
    return user


def lets_in(away: Client, resource: Resource, who: Principal) -> bool:
    """Whether the call is let in."""
    service, operation, params = resource.use
    try:
        away.cloud.call(service, operation, params, principal=who)
    except AccessDenied:
        return False
    except ServiceError as error:
        if error.code == "AccessDeniedException":  # of Organizations, to whom no policy names
            return False
        raise
    return True


def test_the_policy_is_shown_as_it_was_put(away: Client, resource: Resource) -> None:
    ann = made(away, "ann")
    assert not lets_in(away, resource, ann)
    text = named(resource, ann.arn)
    resource.put(text)
    assert resource.read() == text
    assert lets_in(away, resource, ann)


def test_a_user_who_is_made_again_is_another(away: Client, resource: Resource) -> None:
    first = made(away, "ann")
    resource.put(named(resource, first.arn))
    away.call("DeleteUserPolicy", UserName="ann", PolicyName="allowed")
    away.call("DeleteUser", UserName="ann")
    assert shown(resource) == first.id
    second = made(away, "ann")
    assert second.arn == first.arn and second.id != first.id
    assert not lets_in(away, resource, second)
    assert shown(resource) == first.id
    resource.put(named(resource, second.arn))
    assert lets_in(away, resource, second)
    assert shown(resource) == second.arn


def test_a_user_who_is_renamed_is_the_same(away: Client, resource: Resource) -> None:
    ann = made(away, "ann")
    resource.put(named(resource, ann.arn))
    away.call("UpdateUser", UserName="ann", NewUserName="anne", NewPath="/x/")
    renamed = ann._replace(arn=f"arn:aws:iam::{AWAY}:user/x/anne")
    assert lets_in(away, resource, renamed)
    assert shown(resource) == renamed.arn


def test_a_role_that_is_made_again_is_another(away: Client, resource: Resource) -> None:
    document = trust(AWS=AWAY)

    def session() -> Principal:
        role = away.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=document)["Role"]
        away.call("PutRolePolicy", RoleName="r", PolicyName="p", PolicyDocument=allow("*"))
        name = f"arn:aws:sts::{AWAY}:assumed-role/r/s"
        return Principal("assumed-role", name, AWAY, f"{role['RoleId']}:s", session=Session(role["Arn"]))

    first = session()
    resource.put(named(resource, first.issuer))
    assert lets_in(away, resource, first)
    away.call("DeleteRolePolicy", RoleName="r", PolicyName="p")
    away.call("DeleteRole", RoleName="r")
    second = session()
    assert not lets_in(away, resource, second)
    assert shown(resource) == first.id.partition(":")[0]


def test_whoever_is_not_there_is_no_principal(away: Client, resource: Resource) -> None:
    ann = made(away, "ann")
    for nobody in (f"arn:aws:iam::{AWAY}:role/nobody", "AIDAIOSFODNN7EXAMPLE1"):
        with pytest.raises(ServiceError) as caught:
            resource.put(named(resource, ann.arn, nobody))
        assert (caught.value.code, caught.value.message) == resource.refused


def test_labelled_permissions_of_a_queue_keep_the_others(cloud: Driver, away: Client) -> None:
    """AddPermission and RemovePermission leave the statement of a user alone who is gone."""
    resource, ann = queue(cloud), made(away, "ann")
    resource.put(named(resource, ann.arn))
    away.call("DeleteUserPolicy", UserName="ann", PolicyName="allowed")
    away.call("DeleteUser", UserName="ann")
    url = resource.use[2]["QueueUrl"]
    cloud.call("sqs", "AddPermission", {"QueueUrl": url, "Label": "l", "AWSAccountIds": [AWAY], "Actions": ["*"]})
    cloud.call("sqs", "RemovePermission", {"QueueUrl": url, "Label": "l"})
    assert shown(resource) == ann.id


def test_a_replica_of_a_key_has_a_policy_of_its_own(cloud: Driver, away: Client) -> None:
    ann = made(away, "ann")
    arn = cloud.call("kms", "CreateKey", {"MultiRegion": True})["KeyMetadata"]["Arn"]
    text = named(key(cloud), ann.arn)
    params = {"KeyId": arn, "ReplicaRegion": "eu-west-1", "Policy": text}
    answer = cloud.call("kms", "ReplicateKey", params)
    assert answer["ReplicaPolicy"] == text
    replica = {"KeyId": answer["ReplicaKeyMetadata"]["Arn"]}
    assert cloud.call("kms", "GetKeyPolicy", replica, region="eu-west-1")["Policy"] == text


def test_who_federates_is_named_by_the_user(cloud: Driver, iam: Client) -> None:
    """Source: IAM User Guide, Policy evaluation: a resource-based policy that names a user is for the sessions, too."""
    ann = iam.user("ann")
    resource = bucket(cloud)
    session = Session(ann.arn, policies=(allow("s3:*"),))
    jo = Principal(
        "federated-user", f"arn:aws:sts::{ACCOUNT}:federated-user/jo", ACCOUNT, f"{ACCOUNT}:jo", session=session
    )
    assert not lets_in(iam, resource, jo)
    resource.put(named(resource, ann.arn))
    assert lets_in(iam, resource, jo)
