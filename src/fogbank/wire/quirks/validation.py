"""How services refuse a request that breaks the model. A service that is not here answers as most do.

`constraints`: all violations in one message, "1 validation error detected: Value ... failed to satisfy ...".
`parameter`: the first missing member alone, as MissingParameter; other constraints are the handler's.
`schema`: what is wrong inside of the body is MalformedXML; other constraints are the handler's.
`reason`: the first violation alone, as an error that has a Reason (REASONS).
"""

STYLES: dict[str, str] = {
    # EC2 API Reference, "Error codes": MissingParameter, "The request must contain the parameter ...".
    "ec2": "parameter",
    # SQS API Reference, common errors: MissingParameter; "The request must contain the parameter MessageGroupId."
    "sqs": "parameter",
    # S3 API Reference, "Error responses": MalformedXML.
    "s3": "schema",
    "cloudfront": "schema",
    # Organizations API Reference, InvalidInputException with its reasons; RoadieHQ/roadie-backstage-plugins#1391.
    "organizations": "reason",
}

REASONS: dict[str, tuple[str, dict[str, tuple[str, str]]]] = {
    # The texts of INVALID_PATTERN and INVALID_ENUM are observed; the others are those of the API Reference.
    "organizations": (
        "InvalidInputException",
        {
            "Member must not be null": ("INPUT_REQUIRED", "You must include a value for all required parameters."),
            "Member must satisfy regular expression": (
                "INVALID_PATTERN",
                "You provided a value that does not match the required pattern.",
            ),
            "Member must satisfy enum": ("INVALID_ENUM", "You specified an invalid value."),
            "Member must have length less": (
                "MAX_LENGTH_EXCEEDED",
                "You provided a string parameter that is longer than allowed.",
            ),
            "Member must have length greater": (
                "MIN_LENGTH_EXCEEDED",
                "You provided a string parameter that is shorter than allowed.",
            ),
            "Member must have value less": (
                "MAX_VALUE_EXCEEDED",
                "You provided a numeric parameter that has a larger value than allowed.",
            ),
            "Member must have value greater": (
                "MIN_VALUE_EXCEEDED",
                "You provided a numeric parameter that has a smaller value than allowed.",
            ),
            "": ("INVALID_LIST_MEMBER", "You provided a list to a parameter that contains at least one invalid value."),
        },
    ),
}
"""The code of the error, and by how a broken constraint begins the Reason and the message; the first that fits."""

MISSING_TEXTS: dict[str, str] = {
    "ec2": "The request must contain the parameter {name}",
    "sqs": "The request must contain the parameter {name}.",
}

MISSING_BODIES: dict[str, tuple[str, str]] = {
    # Observed: PutObjectTagging (versity/versitygw issue 820); aws-sdk-cpp issue 733.
    "s3": ("MissingRequestBodyError", "Request Body is empty"),
    # CloudFront API Reference, errors of CreateDistribution: MissingBody.
    "cloudfront": (
        "MissingBody",
        "This operation requires a body. Ensure that the body is present and the Content-Type header is set.",
    ),
}

UNCHECKED_PATTERNS: frozenset[tuple[str, str]] = frozenset()
"""Patterns (service, shape) that AWS does not enforce as the model has them."""

UNCHECKED_ENUMERATIONS = frozenset({("s3", "BucketLocationConstraint"), ("s3", "ObjectAttributes")})
"""Enumerations (service, shape) whose breach has an error of its own, which the handler raises.

Source: S3 API Reference, "Error responses": InvalidLocationConstraint, IllegalLocationConstraintException; an attribute
that is none is in a header, whose breaches are InvalidArgument.
"""

_NAME = "It must contain only alphanumeric characters and/or the following: +=,.@_-"
_PATH = "It must begin and end with / and contain only alphanumeric characters and/or / characters."
_PREFIX = "It must begin with the / character and contain only alphanumeric characters and/or / characters."

PATTERN_TEXTS: dict[str, dict[str, str]] = {
    # Observed: cfn-lint issues 996 (policyName) and 722 (path), qontract-reconcile pull 2640 (userName),
    # torchserve-examples issue 7 (roleName), aws-cli issue 5860 (pathPrefix).
    "iam": {
        **dict.fromkeys(("userName", "newUserName", "groupName", "newGroupName", "roleName", "policyName"), _NAME),
        **dict.fromkeys(("instanceProfileName", "serverCertificateName", "newServerCertificateName"), _NAME),
        **dict.fromkeys(("path", "newPath"), _PATH),
        "pathPrefix": _PREFIX,
    },
}
"""Members (by service and name) whose pattern is checked after all else, and how the service says so."""
