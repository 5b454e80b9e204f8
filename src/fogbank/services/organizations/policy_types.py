"""The types of policies: what a document of each is like, how large it may be, how many there may be of it."""

from typing import Literal, NamedTuple

from fogbank.services.organizations.records import Policy

SERVICE_CONTROL = "SERVICE_CONTROL_POLICY"
RESOURCE_CONTROL = "RESOURCE_CONTROL_POLICY"


class PolicyType(NamedTuple):
    """`grammar`: of which kind of IAM policy a document is; None for a management policy, which has inheritance
    operators. `element`: the one name that such a document begins with, "" where any may stand there.
    `fields`: names that may stand two levels below it, none where any may. `initial`: the policy that AWS attaches to
    everything when the type is enabled. `service`: whose access must be enabled before the type is.
    """

    size_max: int = 10_000
    policies_max: int = 1_000
    attached_max: int = 10
    grammar: Literal["scp", "rcp"] | None = None
    element: str = ""
    fields: frozenset[str] = frozenset()
    initial: str = ""
    service: str = ""


# Numbers. Source: Organizations User Guide, Quotas and service limits, "Maximum and minimum values": policies of each
# type, size of a document in characters, policies that can be attached to a root, OU or account.
# Elements and fields. Source: Organizations User Guide, the syntax page of each type.
POLICY_TYPES = {
    SERVICE_CONTROL: PolicyType(5_120, 10_000, 5, grammar="scp", initial="p-FullAWSAccess"),
    RESOURCE_CONTROL: PolicyType(5_120, 1_000, 5, grammar="rcp", initial="p-RCPFullAWSAccess"),
    "TAG_POLICY": PolicyType(
        element="tags", fields=frozenset({"tag_key", "tag_value", "enforced_for", "report_required_tag_for"})
    ),
    "BACKUP_POLICY": PolicyType(
        element="plans",
        fields=frozenset(
            {
                "rules",
                "regions",
                "selections",
                "backup_plan_tags",
                "advanced_backup_settings",
                "scan_settings",
            }
        ),
    ),
    "AISERVICES_OPT_OUT_POLICY": PolicyType(
        2_500, attached_max=5, element="services", fields=frozenset({"opt_out_policy"})
    ),
    "CHATBOT_POLICY": PolicyType(attached_max=5, element="chatbot"),
    "DECLARATIVE_POLICY_EC2": PolicyType(element="ec2_attributes"),
    "SECURITYHUB_POLICY": PolicyType(element="securityhub", service="securityhub.amazonaws.com"),
    "SECURITYHUB_CSPM_POLICY": PolicyType(),
    "INSPECTOR_POLICY": PolicyType(element="inspector"),
    "UPGRADE_ROLLOUT_POLICY": PolicyType(element="upgrade_rollout"),
    "BEDROCK_POLICY": PolicyType(element="bedrock"),
    "S3_POLICY": PolicyType(element="s3_attributes"),
    "NETWORK_SECURITY_DIRECTOR_POLICY": PolicyType(),
    "GUARDDUTY_POLICY": PolicyType(),
}

_EVERYTHING = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",%s
      "Action": "*",
      "Resource": "*"
    }
  ]
}"""

# Source: Organizations User Guide, SCPs ("FullAWSAccess") and RCPs ("RCPFullAWSAccess"); API Reference, ListPolicies,
# example.
AWS_MANAGED = {
    policy.id: policy
    for policy in (
        Policy(
            "",
            "p-FullAWSAccess",
            SERVICE_CONTROL,
            "FullAWSAccess",
            "Allows access to every operation",
            _EVERYTHING % "",
        ),
        Policy(
            "",
            "p-RCPFullAWSAccess",
            RESOURCE_CONTROL,
            "RCPFullAWSAccess",
            "Allows access to every resource",
            _EVERYTHING % '\n      "Principal": "*",',
        ),
    )
}
