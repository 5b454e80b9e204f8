"""What has to be there before an operation can be asked about: for each service a world, and what some operations need.

A world is made by the account's root. Its names are those of the members; an operation's own come on top.
"""

import json
from collections.abc import Callable
from typing import Any

from tests.cloud import ACCOUNT, Driver

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"}],
    }
)
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
Given = dict[str, dict[str, Any]]

WITHOUT: dict[str, dict[str, str]] = {
    "s3": {"PostObject": "a browser's form has a policy of its own: tests/services/s3/test_post_object.py"},
}
"""Operations that the generated test leaves out, and why. tests/ratchet keeps the count."""


def _sqs(cloud: Driver) -> tuple[dict[str, Any], Given]:
    url = cloud.call("sqs", "CreateQueue", {"QueueName": "jobs"})["QueueUrl"]
    dead = f"arn:aws:sqs:us-east-1:{ACCOUNT}:dead"
    cloud.call("sqs", "CreateQueue", {"QueueName": "dead"})
    redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 1})
    cloud.call("sqs", "SetQueueAttributes", {"QueueUrl": url, "Attributes": {"RedrivePolicy": redrive}})
    cloud.call("sqs", "SendMessage", {"QueueUrl": url, "MessageBody": "m"})
    handle = cloud.call("sqs", "ReceiveMessage", {"QueueUrl": url})["Messages"][0]["ReceiptHandle"]
    task = cloud.call("sqs", "StartMessageMoveTask", {"SourceArn": dead})["TaskHandle"]
    world = {"QueueUrl": url, "QueueName": "jobs", "SourceArn": dead, "ReceiptHandle": handle, "TaskHandle": task}
    given = {
        "CreateQueue": {"QueueName": "new"},
        "AddPermission": {"AWSAccountIds": ["111122223333"], "Actions": ["*"]},
    }
    return world, given


def _s3(cloud: Driver) -> tuple[dict[str, Any], Given]:
    cloud.call("s3", "CreateBucket", {"Bucket": "shelf"})
    cloud.call("s3", "PutObject", {"Bucket": "shelf", "Key": "book", "Body": b"text"})
    upload = cloud.call("s3", "CreateMultipartUpload", {"Bucket": "shelf", "Key": "big"})["UploadId"]
    world = {"Bucket": "shelf", "Key": "book", "UploadId": upload, "CopySource": "shelf/book"}
    given = {
        "CreateBucket": {"Bucket": "another"},
        "PutBucketVersioning": {"VersioningConfiguration": {"Status": "Enabled"}},
        "DeleteObjects": {"Delete": {"Objects": [{"Key": "book"}]}},
        "PutObject": {"Body": b"text"},
        "UploadPart": {"Body": b"text"},
    }
    return world, given


def _sts(cloud: Driver) -> tuple[dict[str, Any], Given]:
    role = cloud.call("iam", "CreateRole", {"RoleName": "app", "AssumeRolePolicyDocument": TRUST})["Role"]["Arn"]
    return {"RoleArn": role, "RoleSessionName": "session", "Name": "guest", "TargetPrincipal": "111122223333"}, {}


def _kms(cloud: Driver) -> tuple[dict[str, Any], Given]:
    keys = [cloud.call("kms", "CreateKey", {})["KeyMetadata"]["KeyId"] for _ in range(2)]
    cloud.call("kms", "CreateAlias", {"AliasName": "alias/app", "TargetKeyId": keys[0]})
    principal = f"arn:aws:iam::{ACCOUNT}:root"
    asked = {"KeyId": keys[0], "GranteePrincipal": principal, "Operations": ["Decrypt"]}
    grant = cloud.call("kms", "CreateGrant", asked)["GrantId"]
    text = cloud.call("kms", "Encrypt", {"KeyId": keys[0], "Plaintext": b"text"})["CiphertextBlob"]
    world = {
        "KeyId": keys[0],
        "TargetKeyId": keys[1],
        "DestinationKeyId": keys[1],
        "AliasName": "alias/app",
        "GrantId": grant,
        "CiphertextBlob": text,
        "GranteePrincipal": principal,
        "RetiringPrincipal": principal,
        "ReplicaRegion": "us-west-2",
        "PrimaryRegion": "us-west-2",
        "Policy": cloud.call("kms", "GetKeyPolicy", {"KeyId": keys[0]})["Policy"],
    }
    given = {
        "CreateAlias": {"AliasName": "alias/new"},
        "Decrypt": {"KeyId": keys[0]},
        "ReEncrypt": {"SourceKeyId": keys[0]},
        "RetireGrant": {"KeyId": f"arn:aws:kms:us-east-1:{ACCOUNT}:key/{keys[0]}", "GrantId": grant},
    }
    return world, given


def _iam(cloud: Driver) -> tuple[dict[str, Any], Given]:
    def call(operation: str, **params: Any) -> Any:
        return cloud.call("iam", operation, params)

    call("CreateUser", UserName="jo")
    call("CreateGroup", GroupName="team")
    call("CreateRole", RoleName="app", AssumeRolePolicyDocument=TRUST)
    call("CreateInstanceProfile", InstanceProfileName="app")
    policy = call("CreatePolicy", PolicyName="extra", PolicyDocument=POLICY)["Policy"]["Arn"]
    device = call("CreateVirtualMFADevice", VirtualMFADeviceName="phone")["VirtualMFADevice"]["SerialNumber"]
    key = call("CreateAccessKey", UserName="jo")["AccessKey"]["AccessKeyId"]
    call("CreateLoginProfile", UserName="jo", Password="Correct-horse-1")
    provider = call(
        "CreateOpenIDConnectProvider", Url="https://login.example.org", ThumbprintList=["0" * 40], ClientIDList=["app"]
    )["OpenIDConnectProviderArn"]
    world = {
        "UserName": "jo",
        "GroupName": "team",
        "RoleName": "app",
        "InstanceProfileName": "app",
        "PolicyArn": policy,
        "PolicyName": "extra",
        "PolicyDocument": POLICY,
        "AssumeRolePolicyDocument": TRUST,
        "PermissionsBoundary": policy,
        "PolicySourceArn": f"arn:aws:iam::{ACCOUNT}:user/jo",
        "PolicyInputList": [POLICY],
        "SerialNumber": device,
        "AuthenticationCode1": "123456",
        "AuthenticationCode2": "654321",
        "AccessKeyId": key,
        "OpenIDConnectProviderArn": provider,
        "SAMLProviderArn": f"arn:aws:iam::{ACCOUNT}:saml-provider/corp",
        "Url": "https://other.example.org",
        "ClientID": "app",
        "VersionId": "v1",
        "VirtualMFADeviceName": "phone",
    }
    given = {
        "CreateUser": {"UserName": "new"},
        "CreateGroup": {"GroupName": "new"},
        "CreateRole": {"RoleName": "new"},
        "CreateInstanceProfile": {"InstanceProfileName": "new"},
        "CreatePolicy": {"PolicyName": "new"},
        "CreateVirtualMFADevice": {"VirtualMFADeviceName": "new"},
        "GenerateServiceLastAccessedDetails": {"Arn": f"arn:aws:iam::{ACCOUNT}:user/jo"},
        "ListPoliciesGrantingServiceAccess": {"Arn": f"arn:aws:iam::{ACCOUNT}:user/jo"},
    }
    return world, given


def _organizations(cloud: Driver) -> tuple[dict[str, Any], Given]:
    def call(operation: str, **params: Any) -> Any:
        return cloud.call("organizations", operation, params)

    call("CreateOrganization", FeatureSet="ALL")
    root = call("ListRoots")["Roots"][0]["Id"]
    asked = call("CreateAccount", Email="a@example.org", AccountName="a")["CreateAccountStatus"]["Id"]
    cloud.advance(10)
    member = call("DescribeCreateAccountStatus", CreateAccountRequestId=asked)["CreateAccountStatus"]["AccountId"]
    unit = call("CreateOrganizationalUnit", ParentId=root, Name="unit")["OrganizationalUnit"]["Id"]
    call("EnablePolicyType", RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    content = json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
    )
    described = {"Content": content, "Description": "", "Name": "extra", "Type": "SERVICE_CONTROL_POLICY"}
    policy = call("CreatePolicy", **described)["Policy"]["PolicySummary"]["Id"]
    handshake = call("InviteAccountToOrganization", Target={"Id": "222233334444", "Type": "ACCOUNT"})["Handshake"]["Id"]
    world = {
        "AccountId": member,
        "ParentId": root,
        "SourceParentId": root,
        "DestinationParentId": unit,
        "OrganizationalUnitId": unit,
        "RootId": root,
        "ChildId": member,
        "TargetId": member,
        "ResourceId": member,
        "PolicyId": policy,
        "PolicyType": "SERVICE_CONTROL_POLICY",
        "Filter": "SERVICE_CONTROL_POLICY",
        "Type": "SERVICE_CONTROL_POLICY",
        "Content": content,
        "CreateAccountRequestId": asked,
        "HandshakeId": handshake,
        "Email": "b@example.org",
        "ServicePrincipal": "config.amazonaws.com",
    }
    given = {
        "InviteAccountToOrganization": {"Target": {"Id": "333344445555", "Type": "ACCOUNT"}},
        "DescribeEffectivePolicy": {"PolicyType": "TAG_POLICY", "TargetId": member},
    }
    return world, given


def _accessanalyzer(cloud: Driver) -> tuple[dict[str, Any], Given]:
    documents = ("policyDocument", "newPolicyDocument", "existingPolicyDocument")
    return dict.fromkeys(documents, POLICY), {}


def _acm(cloud: Driver) -> tuple[dict[str, Any], Given]:
    asked = {"DomainName": "www.example.com", "KeyAlgorithm": "EC_prime256v1"}
    arn = cloud.call("acm", "RequestCertificate", asked)["CertificateArn"]
    return {"CertificateArn": arn, "Domain": "www.example.com", "ValidationDomain": "example.com"}, {}


def _cloudtrail(cloud: Driver) -> tuple[dict[str, Any], Given]:
    trail = f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/all"
    world = {"Name": "all", "TrailName": "all", "ResourceId": trail, "ResourceIdList": [trail]}
    return world, {"GetInsightSelectors": {"TrailName": "all"}}


def _dynamodb(cloud: Driver) -> tuple[dict[str, Any], Given]:
    key = {"pk": {"S": "a"}}
    schema = {
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    arn = cloud.call("dynamodb", "CreateTable", {"TableName": "things", **schema})["TableDescription"]["TableArn"]
    cloud.advance(1)
    cloud.call("dynamodb", "PutItem", {"TableName": "things", "Item": key})
    read = "SELECT * FROM things WHERE pk = 'a'"
    world = {"TableName": "things", "Key": key, "Item": key, "ResourceArn": arn}
    given = {
        "BatchExecuteStatement": {"Statements": [{"Statement": read}]},
        "BatchGetItem": {"RequestItems": {"things": {"Keys": [key]}}},
        "BatchWriteItem": {"RequestItems": {"things": [{"PutRequest": {"Item": key}}]}},
        "CreateTable": {"TableName": "more", **schema},
        "ExecuteStatement": {"Statement": read},
        "ExecuteTransaction": {"TransactStatements": [{"Statement": read}]},
        "PutResourcePolicy": {"Policy": _of_table(arn)},
        "Query": {"KeyConditionExpression": "pk = :a", "ExpressionAttributeValues": {":a": {"S": "a"}}},
        "TagResource": {"Tags": [{"Key": "team", "Value": "red"}]},
        "TransactGetItems": {"TransactItems": [{"Get": {"TableName": "things", "Key": key}}]},
        "TransactWriteItems": {"TransactItems": [{"Put": {"TableName": "things", "Item": key}}]},
        "UntagResource": {"TagKeys": ["team"]},
        "UpdateTable": {"DeletionProtectionEnabled": True},
    }
    return world, given


def _of_table(arn: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "dynamodb:GetItem", "Resource": arn}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _dynamodbstreams(cloud: Driver) -> tuple[dict[str, Any], Given]:
    table = {
        "TableName": "things",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "BillingMode": "PAY_PER_REQUEST",
        "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    }
    cloud.call("dynamodb", "CreateTable", table)
    [stream] = cloud.call("dynamodbstreams", "ListStreams")["Streams"]
    arn = {"StreamArn": stream["StreamArn"]}
    shard = cloud.call("dynamodbstreams", "DescribeStream", arn)["StreamDescription"]["Shards"][0]["ShardId"]
    of_shard = {**arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    iterator = cloud.call("dynamodbstreams", "GetShardIterator", of_shard)["ShardIterator"]
    return {**of_shard, "ShardIterator": iterator}, {}


def _nothing(cloud: Driver) -> tuple[dict[str, Any], Given]:
    return {}, {}


_WORLDS: dict[str, Callable[[Driver], tuple[dict[str, Any], Given]]] = {
    "accessanalyzer": _accessanalyzer,
    "acm": _acm,
    "cloudtrail": _cloudtrail,
    "dynamodb": _dynamodb,
    "dynamodbstreams": _dynamodbstreams,
    "iam": _iam,
    "kms": _kms,
    "organizations": _organizations,
    "s3": _s3,
    "sqs": _sqs,
    "sts": _sts,
}


def made(cloud: Driver, service: str) -> tuple[dict[str, Any], Given]:
    """Make the world of a service: what it has, and what each operation needs beside."""
    return _WORLDS.get(service, _nothing)(cloud)


def world(cloud: Driver, service: str, operation: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make the world of a service: what it has, and what one operation needs beside."""
    found, given = made(cloud, service)
    return found, given.get(operation, {})
