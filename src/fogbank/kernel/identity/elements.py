"""What single values in a policy may look like: actions, resources, principals, condition operators. Pure.

Each check gives None, or code and message of what is wrong: the codes are those of IAM Access Analyzer's policy
checks, the messages the words that IAM uses when it refuses a document.
Source: IAM User Guide, Grammar of the IAM JSON policy language; JSON policy elements (Action, Resource, Principal,
Condition operators). The messages are from reports of users, named where they stand.
"""

import re
from datetime import datetime
from typing import Any, NamedTuple


class Flaw(NamedTuple):
    """`code` of IAM Access Analyzer, `message` of IAM."""

    code: str
    message: str


SYNTAX = "Syntax errors in policy."
# As Terraform reports CreatePolicy for ARNs with too few parts and for dates that are none (iamy#65, and others).
LEGACY = "The policy failed legacy parsing"

PARTITIONS = frozenset(
    ("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc", "*")
)
_VENDOR = re.compile(r"[A-Za-z0-9-]+")
_ACCOUNT = re.compile(r"\d{12}")
_UNIQUE_ID = re.compile(r"A[A-Z]{3}[A-Z0-9]{12,124}")
_CANONICAL_USER = re.compile(r"[0-9a-f]{64}")
_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)")
_IDENTITY_PROVIDERS = frozenset(
    ("cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com", "accounts.google.com")
)
_IAM_PATHS = (
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
)
# base operator: the kind of its values
OPERATORS = {
    **dict.fromkeys(
        ("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"), "string"
    ),
    **dict.fromkeys(("StringLike", "StringNotLike"), "string"),
    **dict.fromkeys(("NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"), "number"),
    **dict.fromkeys(("NumericGreaterThan", "NumericGreaterThanEquals"), "number"),
    **dict.fromkeys(("DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals"), "date"),
    **dict.fromkeys(("DateGreaterThan", "DateGreaterThanEquals"), "date"),
    **dict.fromkeys(("IpAddress", "NotIpAddress"), "address"),
    **dict.fromkeys(("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"), "arn"),
    "Bool": "boolean",
    "BinaryEquals": "binary",
    "Null": "boolean",
}
_BY_LOWER = {name.lower(): name for name in OPERATORS}


class Operator(NamedTuple):
    """A condition operator taken apart: `quantifier` is "", "ForAllValues" or "ForAnyValue"."""

    name: str
    quantifier: str
    if_exists: bool


def operator(text: str) -> Operator | None:
    """A condition operator, or None where it is not one; letters may be of either case.

    Source: IAM User Guide, Condition operators: IfExists may end every operator but Null.
    """
    quantifier, colon, base = text.rpartition(":")
    known = {"": "", "forallvalues": "ForAllValues", "foranyvalue": "ForAnyValue"}.get(quantifier.lower())
    if known is None or (colon and not quantifier):
        return None
    lower = base.lower()
    name = _BY_LOWER.get(lower.removesuffix("ifexists"))
    if name is None or (name == "Null" and lower.endswith("ifexists")):
        return None
    return Operator(name, known, lower.endswith("ifexists"))


def action(text: str) -> Flaw | None:
    """An entry of Action or NotAction. Messages: garnaat/kappa#111; CloudFormation reports of CreatePolicy."""
    if text == "*":
        return None
    vendor, colon, name = text.partition(":")
    if not colon:
        return Flaw("INVALID_ACTION", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
    if ":" in name:
        return Flaw("INVALID_ACTION", "Actions/Condition can contain only one colon.")
    if vendor != "*" and _VENDOR.fullmatch(vendor) is None:
        return Flaw("INVALID_SERVICE_IN_ACTION", f"Vendor {vendor} is not valid")
    return None if name else Flaw("INVALID_ACTION", SYNTAX)


def condition_key(text: str) -> Flaw | None:
    """A condition key is prefaced by a service or an identity provider. Message: as for actions."""
    if text.partition(":")[1]:
        return None
    message = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    return Flaw("INVALID_CONDITION_KEY_FORMAT", message)


def condition_value(kind: str, value: Any) -> Flaw | None:
    """A value of a condition whose operator takes this kind; only dates are looked into when a policy is saved."""
    if kind == "date" and isinstance(value, str) and "${" not in value and not is_date(value):
        return Flaw("INVALID_CONDITION_DATA_TYPE", LEGACY)
    return None


def is_date(text: str) -> bool:
    """ISO 8601 or seconds since 1970. Source: IAM User Guide, Date condition operators."""
    if text.isdigit():
        return True
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def resource(text: str) -> Flaw | None:
    """An entry of Resource or NotResource: "*" or an ARN with wildcards.

    Messages: terraform-aws-s3-anti-virus#21; cloudera.exe#112 (partition); cloud-gov/terraform-provision#1838 (region).
    """
    if text == "*":
        return None
    if not text.startswith("arn:"):
        return Flaw("INVALID_ARN_PREFIX", f'Resource {text} must be in ARN format or "*".')
    parts = text.split(":", 5)
    if len(parts) < 6:
        return Flaw("MISSING_ARN_FIELD", LEGACY)
    partition, service, region, _, rest = parts[1:]
    if partition not in PARTITIONS:
        return Flaw("INVALID_PARTITION", f'Partition "{partition}" is not valid for resource "{text}".')
    if service != "*" and ("*" in service or "?" in service or not service):
        return Flaw("INVALID_ARN_SERVICE", "Resource vendor must be fully qualified and cannot contain regexes.")
    if service == "iam":
        return _iam_resource(text, region, rest)
    if service == "s3" and region not in ("", "*") and not rest.startswith(("accesspoint/", "job/", "storage-lens")):
        return Flaw("ARN_REGION_NOT_ALLOWED", f"Resource {text} can not contain region information.")
    return None


def _iam_resource(text: str, region: str, rest: str) -> Flaw | None:
    if region:
        return Flaw("ARN_REGION_NOT_ALLOWED", f"IAM resource {text} cannot contain region information.")
    kind = rest.partition("/")[0]
    if rest in ("*", "root") or "*" in kind or "?" in kind or "${" in kind or rest.startswith(_IAM_PATHS):
        return None
    starts = ", ".join(sorted(_IAM_PATHS))
    return Flaw("INVALID_ARN_RESOURCE", f'IAM resource path must either be "*" or start with {starts}.')


def principal(kind: str, text: str) -> Flaw | None:
    """One principal of a resource or trust policy, of the kind AWS, Service, Federated or CanonicalUser.

    Source: IAM User Guide, JSON policy elements: Principal. Message: terraform-provider-aws#8905.
    """
    if _PRINCIPALS[kind](text):
        return None
    return Flaw("INVALID_PRINCIPAL_FORMAT", f'Invalid principal in policy: "{_SHOWN.get(kind, kind)}":"{text}"')


_SHOWN = {"Service": "SERVICE", "Federated": "FEDERATED"}


def _is_aws(text: str) -> bool:
    if text == "*" or _ACCOUNT.fullmatch(text) or _UNIQUE_ID.fullmatch(text):
        return True
    parts = text.split(":", 5)
    if len(parts) != 6 or parts[0] != "arn" or parts[1] not in PARTITIONS - {"*"} or parts[3]:
        return False
    service, account, rest = parts[2], parts[4], parts[5]
    if "*" in rest or "?" in rest:
        return False
    if service == "iam" and account == "cloudfront":
        return rest.startswith("user/CloudFront Origin Access Identity ")
    if _ACCOUNT.fullmatch(account) is None:
        return False
    if service == "iam":
        return rest == "root" or (rest.startswith(("user/", "role/")) and not rest.endswith("/"))
    if service == "sts":
        return rest.startswith("federated-user/") or (rest.startswith("assumed-role/") and rest.count("/") == 2)
    return False


def _is_service(text: str) -> bool:
    return text == "*" or _SERVICE.fullmatch(text) is not None


def _is_federated(text: str) -> bool:
    if text in _IDENTITY_PROVIDERS or text == "*":
        return True
    parts = text.split(":", 5)
    return len(parts) == 6 and parts[2] == "iam" and parts[5].startswith(("saml-provider/", "oidc-provider/"))


def _is_canonical_user(text: str) -> bool:
    return _CANONICAL_USER.fullmatch(text) is not None


_PRINCIPALS = {
    "AWS": _is_aws,
    "Service": _is_service,
    "Federated": _is_federated,
    "CanonicalUser": _is_canonical_user,
}
PRINCIPAL_KINDS = frozenset(_PRINCIPALS)
