"""The worlds of `authorization/worlds.py`, with what operations need to get far: documents, keys, things in a state."""

import base64
import json
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from tests.cloud import ACCOUNT, Driver
from tests.services.authorization import worlds
from tests.services.authorization.worlds import POLICY, Given
from tests.services.bad_values import POLICY as RESOURCE_POLICY
from tests.services.cloudtrail.test_trails import policy as trail_policy
from tests.services.iam import saml
from tests.services.kms.test_derive_shared_secret import spki
from tests.services.sts import saml_idp
from tests.services.sts.world import trusting

World = dict[str, Any]
_TAGS = [{"Key": "team", "Value": "red"}]
_SAML = f"arn:aws:iam::{ACCOUNT}:saml-provider/corp"
_ROLE = f"arn:aws:iam::{ACCOUNT}:role/Reader"


def _sqs(cloud: Driver, world: World) -> Given:
    more = {"QueueName": "line.fifo", "Attributes": {"FifoQueue": "true"}}
    line = cloud.call("sqs", "CreateQueue", more)["QueueUrl"]
    dead = world["QueueUrl"].replace("jobs", "dead")
    cloud.call("sqs", "SendMessage", {"QueueUrl": dead, "MessageBody": "m"})
    return {"SendMessage": {"MessageBody": "m"}, "PurgeQueue": {"QueueUrl": line}, "RemovePermission": {"Label": "one"}}


def _s3(cloud: Driver, world: World) -> Given:
    cloud.call("s3", "CreateBucket", {"Bucket": "spare"})
    versions = {"Bucket": "shelf", "VersioningConfiguration": {"Status": "Enabled"}}
    cloud.call("s3", "PutBucketVersioning", versions)
    put = {"Bucket": "shelf", "Key": "book", "Body": b"text"}
    world["VersionId"] = cloud.call("s3", "PutObject", put)["VersionId"]
    cloud.call("s3", "PutBucketTagging", {"Bucket": "shelf", "Tagging": {"TagSet": _TAGS}})
    policy = json.dumps(RESOURCE_POLICY)
    cloud.call("s3", "PutBucketPolicy", {"Bucket": "shelf", "Policy": policy})
    part = {"Bucket": "shelf", "Key": "big", "UploadId": world["UploadId"], "PartNumber": 1}
    etag = cloud.call("s3", "UploadPart", {**part, "Body": b"text"})["ETag"]
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    of_upload = {"Key": "big", "PartNumber": 1}
    return {
        "DeleteBucket": {"Bucket": "spare"},
        "PutBucketPolicy": {"Policy": policy},
        "PutBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": [rule]}},
        "CompleteMultipartUpload": {**of_upload, "MultipartUpload": {"Parts": [{"ETag": etag, "PartNumber": 1}]}},
        **dict.fromkeys(("AbortMultipartUpload", "ListParts", "UploadPartCopy"), of_upload),
        "UploadPart": {**of_upload, "Body": b"text"},
    }


def _sts(cloud: Driver, world: World) -> Given:
    provider = {"Name": "corp", "SAMLMetadataDocument": saml_idp.metadata()}
    cloud.call("iam", "CreateSAMLProvider", provider)
    trust = trusting({"Federated": _SAML}, "sts:AssumeRoleWithSAML", "sts:TagSession")
    cloud.call("iam", "CreateRole", {"RoleName": "Reader", "AssumeRolePolicyDocument": trust})
    said = {"Role": (f"{_ROLE},{_SAML}",), "RoleSessionName": ("alice",)}
    response = saml_idp.response(cloud.now(), {saml_idp.OURS + name: value for name, value in said.items()})
    claims = base64.urlsafe_b64encode(json.dumps({"iss": "https://login.example.org", "sub": "a"}).encode()).decode()
    cloud.call("organizations", "CreateOrganization", {})
    cloud.call("organizations", "EnableAWSServiceAccess", {"ServicePrincipal": "iam.amazonaws.com"})
    cloud.call("iam", "EnableOrganizationsRootSessions", {})
    cloud.call("iam", "CreateOpenIDConnectProvider", {"Url": "https://login.example.org", "ThumbprintList": ["0" * 40]})
    task = "arn:aws:iam::aws:policy/root-task/SQSUnlockQueuePolicy"
    world["AccessKeyId"] = cloud.call("iam", "CreateAccessKey", {"UserName": _jo(cloud)})["AccessKey"]["AccessKeyId"]
    return {
        "AssumeRoleWithSAML": {
            "RoleArn": _ROLE,
            "PrincipalArn": _SAML,
            "SAMLAssertion": saml_idp.signed(response),
        },
        "AssumeRoleWithWebIdentity": {"WebIdentityToken": f"eyJhbGciOiJSUzI1NiJ9.{claims}.AAAA"},
        "AssumeRoot": {"TargetPrincipal": ACCOUNT, "TaskPolicyArn": {"arn": task}},
    }


def _jo(cloud: Driver) -> str:
    return str(cloud.call("iam", "CreateUser", {"UserName": "jo"})["User"]["UserName"])


def _kms(cloud: Driver, world: World) -> Given:
    def key(**params: Any) -> str:
        return str(cloud.call("kms", "CreateKey", params)["KeyMetadata"]["KeyId"])

    signing = key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
    mac = key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
    agreeing = key(KeySpec="ECC_NIST_P256", KeyUsage="KEY_AGREEMENT")
    outside, everywhere = key(Origin="EXTERNAL"), key(MultiRegion=True)
    how = {"WrappingAlgorithm": "RSAES_OAEP_SHA_256", "WrappingKeySpec": "RSA_2048"}
    importing = cloud.call("kms", "GetParametersForImport", {"KeyId": outside, **how})
    algorithm = {"SigningAlgorithm": "ECDSA_SHA_256"}
    signed = cloud.call("kms", "Sign", {"KeyId": signing, "Message": b"text", **algorithm})["Signature"]
    made = cloud.call("kms", "GenerateMac", {"KeyId": mac, "Message": b"text", "MacAlgorithm": "HMAC_SHA_256"})["Mac"]
    peer = spki(ec.generate_private_key(ec.SECP256R1()))
    imported = {"KeyId": outside, "ImportToken": importing["ImportToken"], "EncryptedKeyMaterial": b"x" * 256}
    return {
        "Sign": {"KeyId": signing, "Message": b"text", **algorithm},
        "Verify": {"KeyId": signing, "Message": b"text", "Signature": signed, **algorithm},
        "GetPublicKey": {"KeyId": signing},
        "GenerateMac": {"KeyId": mac, "MacAlgorithm": "HMAC_SHA_256"},
        "VerifyMac": {"KeyId": mac, "Message": b"text", "MacAlgorithm": "HMAC_SHA_256", "Mac": made},
        "DeriveSharedSecret": {"KeyId": agreeing, "PublicKey": peer},
        "GetParametersForImport": {"KeyId": outside, **how},
        "ImportKeyMaterial": {**imported, "ExpirationModel": "KEY_MATERIAL_DOES_NOT_EXPIRE"},
        "DeleteImportedKeyMaterial": {"KeyId": outside},
        "ReplicateKey": {"KeyId": everywhere},
        "UpdatePrimaryRegion": {"KeyId": everywhere},
        "GenerateDataKeyPair": {"KeyPairSpec": "ECC_NIST_P256"},
        "GenerateDataKeyPairWithoutPlaintext": {"KeyPairSpec": "ECC_NIST_P256"},
        "GenerateDataKey": {"KeySpec": "AES_256"},
        "GenerateDataKeyWithoutPlaintext": {"KeySpec": "AES_256"},
        "EnableKeyRotation": {"RotationPeriodInDays": 90},
    }


def _iam(cloud: Driver, world: World) -> Given:
    def call(operation: str, **params: Any) -> Any:
        return cloud.call("iam", operation, params)

    for kind, name in (("User", "jo"), ("Group", "team"), ("Role", "app")):
        call(f"Put{kind}Policy", **{f"{kind}Name": name}, PolicyName="extra", PolicyDocument=POLICY)
        call(f"Attach{kind}Policy", **{f"{kind}Name": name}, PolicyArn=world["PolicyArn"])
    call("AddRoleToInstanceProfile", InstanceProfileName="app", RoleName="app")
    call("AddUserToGroup", GroupName="team", UserName="jo")
    body, private = saml.pem(saml.certificate()), saml.key_pem()
    call("UploadServerCertificate", ServerCertificateName="web", CertificateBody=body, PrivateKey=private)
    metadata = saml.metadata()
    call("CreateSAMLProvider", Name="corp", SAMLMetadataDocument=metadata)
    job = call("GenerateServiceLastAccessedDetails", Arn=f"arn:aws:iam::{ACCOUNT}:user/jo")["JobId"]
    call("GenerateCredentialReport")
    cloud.call("organizations", "CreateOrganization", {})
    cloud.call("organizations", "EnableAWSServiceAccess", {"ServicePrincipal": "iam.amazonaws.com"})
    credential = call("CreateServiceSpecificCredential", UserName="jo", ServiceName="codecommit.amazonaws.com")
    signing = call("UploadSigningCertificate", UserName="jo", CertificateBody=body)["Certificate"]["CertificateId"]
    uploaded = call("UploadSSHPublicKey", UserName="jo", SSHPublicKeyBody=saml.public_ssh())["SSHPublicKey"]
    world |= {
        "CertificateBody": body,
        "PrivateKey": private,
        "SSHPublicKeyBody": saml.public_ssh("two"),
        "SSHPublicKeyId": uploaded["SSHPublicKeyId"],
        "CertificateId": signing,
        "SAMLMetadataDocument": metadata,
        "ServerCertificateName": "web",
        "ServiceName": "codecommit.amazonaws.com",
        "ServiceSpecificCredentialId": credential["ServiceSpecificCredential"]["ServiceSpecificCredentialId"],
        "AWSServiceName": "spot.amazonaws.com",
        "JobId": job,
        "Arn": f"arn:aws:iam::{ACCOUNT}:user/jo",
        "Password": "Correct-horse-2",
        "ThumbprintList": ["0" * 40],
    }
    return {
        "CreateLoginProfile": {"UserName": "new"},
        "CreateSAMLProvider": {"Name": "new"},
        "DeleteUser": {"UserName": "new"},
        "UpdateAssumeRolePolicy": {"PolicyDocument": worlds.TRUST},
        "UploadServerCertificate": {"ServerCertificateName": "new"},
    }


def _organizations(cloud: Driver, world: World) -> Given:
    own = {**RESOURCE_POLICY["Statement"][0], "Action": "organizations:List*", "Resource": "*"}
    content = json.dumps({"Version": "2012-10-17", "Statement": [{**own, "Principal": {"AWS": ACCOUNT}}]})
    cloud.call("organizations", "EnableAWSServiceAccess", {"ServicePrincipal": "config.amazonaws.com"})
    delegated = {"AccountId": world["AccountId"], "ServicePrincipal": "config.amazonaws.com"}
    cloud.call("organizations", "RegisterDelegatedAdministrator", delegated)
    return {"PutResourcePolicy": {"Content": content}}


def _account(cloud: Driver, world: World) -> Given:
    found, _ = worlds.made(cloud, "organizations")
    cloud.call("organizations", "EnableAWSServiceAccess", {"ServicePrincipal": "account.amazonaws.com"})
    member = {"AccountId": found["AccountId"]}
    world |= {"RegionName": "af-south-1", "StandardAccountId": found["AccountId"], "PrimaryEmail": "b@example.org"}
    world |= {"EmailAddress": "b@example.org", "PhoneNumber": "+15555550100"}
    operations = (
        "GetPrimaryEmail",
        "StartPrimaryEmailUpdate",
        "AcceptPrimaryEmailUpdate",
        "GetPrimaryEmailUpdateStatus",
    )
    return dict.fromkeys(operations, member)


def _acm(cloud: Driver, world: World) -> Given:
    body, private = saml.pem(saml.certificate("web.example.com")).encode(), saml.key_pem("web.example.com").encode()
    imported = cloud.call("acm", "ImportCertificate", {"Certificate": body, "PrivateKey": private})["CertificateArn"]
    world |= {"Certificate": body, "PrivateKey": private}
    there = {"CertificateArn": imported}
    return {"GetCertificate": there, "ExportCertificate": there, "RenewCertificate": there}


def _cloudtrail(cloud: Driver, world: World) -> Given:
    cloud.call("s3", "CreateBucket", {"Bucket": "shelf"})
    cloud.call("s3", "PutBucketPolicy", {"Bucket": "shelf", "Policy": trail_policy("shelf")})
    cloud.call("cloudtrail", "CreateTrail", {"Name": "all", "S3BucketName": "shelf"})
    world["S3BucketName"] = "shelf"
    return {"CreateTrail": {"Name": "new"}}


_RICHER: dict[str, Callable[[Driver, World], Given]] = {
    "account": _account,
    "acm": _acm,
    "cloudtrail": _cloudtrail,
    "iam": _iam,
    "kms": _kms,
    "organizations": _organizations,
    "s3": _s3,
    "sqs": _sqs,
    "sts": _sts,
}


def made(cloud: Driver, service: str) -> tuple[World, Given]:
    """Make the world of a service: what it has, and what each operation needs beside."""
    world, given = worlds.made(cloud, service)
    richer = _RICHER.get(service)
    return world, {**given, **(richer(cloud, world) if richer is not None else {})}
