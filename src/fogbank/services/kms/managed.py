"""AWS managed keys: made when a service, or DescribeKey, first asks for the alias.

Source: KMS Developer Guide, AWS managed keys; the descriptions are those that DescribeKey shows.
"""

from collections.abc import Mapping

from fogbank.kernel.call import Call
from fogbank.services.kms import making, material, names, policy
from fogbank.services.kms.records import Alias, Key
from fogbank.services.kms.specs import ENCRYPTION, SYMMETRIC

# After "alias/aws/": the name in kms:ViaService, and what the key protects.
_SERVICES: Mapping[str, tuple[str, str]] = {
    "acm": ("acm", "ACM private keys"),
    "backup": ("backup", "Backup data"),
    "codecommit": ("codecommit", "CodeCommit repositories"),
    "connect": ("connect", "Connect data"),
    "dynamodb": ("dynamodb", "DynamoDB data"),
    "ebs": ("ec2", "EBS volumes"),
    "elasticfilesystem": ("elasticfilesystem", "EFS filesystems"),
    "es": ("es", "OpenSearch data"),
    "fsx": ("fsx", "FSx resources"),
    "glue": ("glue", "Glue metadata"),
    "kinesis": ("kinesis", "Kinesis streams"),
    "kinesisvideo": ("kinesisvideo", "Kinesis Video streams"),
    "lambda": ("lambda", "Lambda functions"),
    "rds": ("rds", "RDS database volumes"),
    "redshift": ("redshift", "Redshift clusters"),
    "s3": ("s3", "S3 objects"),
    "secretsmanager": ("secretsmanager", "Secrets Manager data"),
    "ses": ("ses", "SES messages"),
    "sns": ("sns", "SNS data"),
    "sqs": ("sqs", "SQS messages"),
    "ssm": ("ssm", "SSM parameters"),
    "xray": ("xray", "X-Ray data"),
}
_YEAR_DAYS = 365


def make(call: Call, alias: str) -> Key | None:
    """The AWS managed key of a reserved alias ("alias/aws/s3") in the caller's account, made now; None for no service.

    Its material rotates every year. Source: API Reference, EnableKeyRotation.
    """
    known = _SERVICES.get(alias.removeprefix(names.RESERVED))
    if known is None:
        return None
    via, what = known
    key = making.make(
        call,
        making.fresh_id(call, multi_region=False),
        SYMMETRIC,
        ENCRYPTION,
        policy=policy.of_service(call, alias.removeprefix(names.RESERVED), via),
        manager="AWS",
        description=f"Default key that protects my {what} when no other key is defined",
        aliases=(alias,),
    )
    core = material.core_of(call.tx, key)
    making.schedule_rotation(call.tx, core, call.tx.now + _YEAR_DAYS * material.DAY_S)
    arn = names.alias_arn(call, alias)
    call.tx.insert(Alias(call.account, call.region, alias, arn, key.id, call.tx.now, call.tx.now))
    return key
