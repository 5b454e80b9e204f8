"""AWS's managed policies. Source: AWS Managed Policy Reference, the pages of the policies named here."""

import json

import pytest

from fogbank.kernel.identity import grammar
from fogbank.services.iam import managed

HOME = "arn:aws:iam::aws:policy/"


def document(name: str) -> dict[str, object]:
    """A policy's document."""
    found = managed.find(HOME + name)
    assert found is not None, name
    parsed: dict[str, object] = json.loads(found.document)
    return parsed


def test_administrators_may_do_everything() -> None:
    found = managed.find(f"{HOME}AdministratorAccess")
    assert found is not None
    assert found[:6] == (
        "arn:aws:iam::aws:policy/AdministratorAccess",
        "AdministratorAccess",
        "/",
        "ANPAIWMBCKSKIEE64ZLYK",
        "Provides full access to AWS services and resources.",
        "v1",
    )
    assert found.created_at == 1423247986.0  # 2015-02-06T18:39:46Z
    assert document("AdministratorAccess") == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
    }


def test_lambda_functions_may_write_logs() -> None:
    assert document("service-role/AWSLambdaBasicExecutionRole")["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": "*",
        }
    ]


WELL_KNOWN = [
    "AmazonDynamoDBFullAccess",
    "AmazonEC2FullAccess",
    "AmazonEC2ReadOnlyAccess",
    "AmazonECS_FullAccess",
    "AmazonEKSClusterPolicy",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonRDSFullAccess",
    "AmazonS3FullAccess",
    "AmazonS3ReadOnlyAccess",
    "AmazonSNSFullAccess",
    "AmazonSQSFullAccess",
    "AmazonSQSReadOnlyAccess",
    "AmazonSSMFullAccess",
    "AmazonSSMManagedInstanceCore",
    "AWSCertificateManagerFullAccess",
    "AWSCloudTrail_FullAccess",
    "AWSKeyManagementServicePowerUser",
    "AWSLambda_FullAccess",
    "AWSOrganizationsFullAccess",
    "CloudWatchFullAccess",
    "IAMFullAccess",
    "IAMReadOnlyAccess",
    "IAMUserChangePassword",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "SecurityAudit",
    "job-function/Billing",
    "job-function/ViewOnlyAccess",
    "service-role/AmazonECSTaskExecutionRolePolicy",
    "service-role/AWSLambdaVPCAccessExecutionRole",
]


@pytest.mark.parametrize("name", WELL_KNOWN)
def test_the_well_known_ones_are_there(name: str) -> None:
    assert document(name)["Version"] == "2012-10-17"


def test_every_one_is_well_formed() -> None:
    """IAM-006: they exist in advance. AWS's own documents are what the grammar must not refuse."""
    policies = managed.every()
    assert len(policies) > 1_500
    assert {policy.arn: grammar.check(policy.document, "managed") for policy in policies} == {
        policy.arn: None for policy in policies
    }


def test_names_and_ids_are_unique() -> None:
    policies = managed.every()
    assert len({policy.id for policy in policies}) == len({policy.arn for policy in policies}) == len(policies)
    assert {len(policy.id) for policy in policies} == {21}


def test_other_partitions_have_their_own_arns() -> None:
    found = managed.find("arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess")
    assert found is not None
    assert found.arn == "arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess"


def test_what_is_not_there() -> None:
    assert managed.find(f"{HOME}NoSuchPolicy") is None
    assert managed.find("arn:aws:iam::111122223333:policy/AdministratorAccess") is None
