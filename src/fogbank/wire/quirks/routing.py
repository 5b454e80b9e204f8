"""Requests that the models alone do not lead to the right service."""

DEFAULT_SERVICE = "s3"
"""Who gets a request without any evidence: anonymous reads of public objects look like that."""

OLD_SIGNATURES = "s3"
"""Whom a signature of version 2 is for (S3 User Guide, "Signature Version 2 turned off"): answered, then refused."""

# Of services that share a signing name and an operation, the one that AWS's endpoint answers as.
PREFERRED = ("apigateway", "connect", "elbv2", "events", "lambda", "opensearch", "rds", "s3", "ses", "sesv2")

SIGNING_ALIASES = {
    "s3express": "s3",
    "s3-object-lambda": "s3",
    "s3-outposts": "s3control",
    "monitoring": "cloudwatch",
}
PREFIX_ALIASES = {"email": "ses", "queue": "sqs", "s3express-control": "s3"}


def host_service(host: str) -> str | None:
    """The hosts of S3's family, where any name may stand before."""
    if ".s3-control." in host:
        return "s3control"
    if ".s3-outposts." in host:
        return "s3outposts"
    return "s3" if ".s3." in host or ".s3-" in host or ".s3express-" in host else None


def is_s3control(headers: dict[str, str], path: str) -> bool:
    """S3 Control signs as S3; its requests name the account in a header or carry its version in the path."""
    return "x-amz-account-id" in headers or path.startswith("/v20180820/")
