"""Codes of the errors that every service has, where a service has its own."""

SHARED: dict[str, dict[str, tuple[str, int]]] = {
    # S3 API Reference, "Error responses", list of error codes.
    "s3": {
        "AccessDenied": ("AccessDenied", 403),
        "MissingAuthentication": ("AccessDenied", 403),
        "UnknownAccessKey": ("InvalidAccessKeyId", 403),
        "WrongToken": ("InvalidToken", 400),
        "SignatureMismatch": ("SignatureDoesNotMatch", 403),
        "IncompleteSignature": ("AuthorizationHeaderMalformed", 400),
        "RequestExpired": ("AccessDenied", 403),
        "TokenExpired": ("ExpiredToken", 400),
        "ValidationFailed": ("InvalidArgument", 400),
        "Unreadable": ("MalformedXML", 400),
        "UnknownOperation": ("MethodNotAllowed", 405),
        "Throttled": ("SlowDown", 503),
        "TooLarge": ("EntityTooLarge", 400),
        "InvalidPageToken": ("InvalidArgument", 400),
        "InternalFailure": ("InternalError", 500),
    },
    # CloudWatch Logs API Reference: operations list InvalidParameterException for a broken constraint.
    "logs": {"ValidationFailed": ("InvalidParameterException", 400)},
    # Cognito user pools API Reference: "InvalidParameterException ... 1 validation error detected".
    "cognito-idp": {"ValidationFailed": ("InvalidParameterException", 400)},
    "cognito-identity": {"ValidationFailed": ("InvalidParameterException", 400)},
    # ECR and Lambda API References, errors of their operations.
    "ecr": {"ValidationFailed": ("InvalidParameterException", 400)},
    "lambda": {
        "Throttled": ("TooManyRequestsException", 429),
        "TooLarge": ("RequestTooLargeException", 413),
    },
    # SQS API Reference, common errors: awsQueryCompatible, so statuses are those of the query API.
    "sqs": {
        "AccessDenied": ("AccessDeniedException", 403),
        "UnknownAccessKey": ("InvalidClientTokenId", 403),
        "WrongToken": ("InvalidClientTokenId", 403),
        "SignatureMismatch": ("InvalidSignatureException", 403),
        "TokenExpired": ("ExpiredTokenException", 403),
        "ValidationFailed": ("InvalidParameterValue", 400),
        "UnknownOperation": ("UnknownOperationException", 404),
        "Throttled": ("RequestThrottled", 403),
    },
    # Organizations API Reference, InvalidInputException: INVALID_PAGINATION_TOKEN is one of its reasons.
    "organizations": {"InvalidPageToken": ("InvalidInputException", 400)},
    # DynamoDB Developer Guide, "Error handling": codes and statuses of the common errors.
    "dynamodb": {"InternalFailure": ("InternalServerError", 500)},
    "dynamodbstreams": {"InternalFailure": ("InternalServerError", 500)},
}

# S3 API Reference, "Error responses"; the texts as S3 answers (AWS SDKs' issue trackers). A temporary key that comes
# without its token is InvalidAccessKeyId there, one with another token InvalidToken.
TEXTS: dict[str, dict[str, str]] = {
    "s3": {
        "UnknownAccessKey": "The AWS Access Key Id you provided does not exist in our records.",
        "WrongToken": "The provided token is malformed or otherwise invalid.",
        "TokenExpired": "The provided token has expired.",
        "MissingAuthentication": "Access Denied",
    },
}

# The namespace before the code in `__type`, as seen in the services' answers (DynamoDB Developer Guide,
# "Error handling"; SQS API Reference, "Making requests using the AWS JSON protocol").
TYPE_PREFIXES = {
    "dynamodb": "com.amazonaws.dynamodb.v20120810#",
    "dynamodbstreams": "com.amazonaws.dynamodb.v20120810#",
    "sqs": "com.amazonaws.sqs#",
}

# S3 API Reference, "REST error responses": `Resource` is the path of the request.
NAMES_RESOURCE = frozenset({"s3"})
