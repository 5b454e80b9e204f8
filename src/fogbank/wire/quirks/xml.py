"""XML that is not as the models say: root names, and S3's oddities."""

MILLISECONDS = frozenset({"s3", "s3control", "ec2", "cloudfront", "rds", "docdb", "neptune", "redshift"})
"""Services whose timestamps in XML always have milliseconds, as the examples in their API References show."""

SECONDS = frozenset({"iam", "sts"})
"""Services whose timestamps in XML are whole seconds (IAM API Reference, CreateUser, sample response; AWS CLI Command
Reference, sts assume-role, output)."""

AMZ_REQUEST_ID = frozenset({"s3", "s3control"})
"""Services that send `x-amz-request-id` and `x-amz-id-2` and not `x-amzn-RequestId`."""

BARE_ERROR = frozenset({"s3"})
"""Services whose error document is `Error` alone (S3 API Reference, "REST error responses")."""

S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
_NAMESPACES = {"s3": S3_NAMESPACE, "s3control": "http://awss3control.amazonaws.com/doc/2018-08-20/"}

# S3 API Reference, "Response Syntax" of each operation. SDKs ignore the root's name; tools with own parsers do not.
_S3_ROOTS = {
    "CompleteMultipartUpload": "CompleteMultipartUploadResult",
    "CopyObject": "CopyObjectResult",
    "CreateMultipartUpload": "InitiateMultipartUploadResult",
    "CreateSession": "CreateSessionResult",
    "DeleteObjects": "DeleteResult",
    "GetBucketAccelerateConfiguration": "AccelerateConfiguration",
    "GetBucketAcl": "AccessControlPolicy",
    "GetBucketCors": "CORSConfiguration",
    "GetBucketLifecycle": "LifecycleConfiguration",
    "GetBucketLifecycleConfiguration": "LifecycleConfiguration",
    "GetBucketLogging": "BucketLoggingStatus",
    "GetBucketNotification": "NotificationConfiguration",
    "GetBucketNotificationConfiguration": "NotificationConfiguration",
    "GetBucketRequestPayment": "RequestPaymentConfiguration",
    "GetBucketTagging": "Tagging",
    "GetBucketVersioning": "VersioningConfiguration",
    "GetBucketWebsite": "WebsiteConfiguration",
    "GetObjectAcl": "AccessControlPolicy",
    "GetObjectAttributes": "GetObjectAttributesResponse",
    "GetObjectTagging": "Tagging",
    "ListBucketAnalyticsConfigurations": "ListBucketAnalyticsConfigurationResult",
    "ListBucketIntelligentTieringConfigurations": "ListBucketIntelligentTieringConfigurationsOutput",
    "ListBucketInventoryConfigurations": "ListInventoryConfigurationsResult",
    "ListBucketMetricsConfigurations": "ListMetricsConfigurationsResult",
    "ListBuckets": "ListAllMyBucketsResult",
    "ListDirectoryBuckets": "ListAllMyDirectoryBucketsResult",
    "ListMultipartUploads": "ListMultipartUploadsResult",
    "ListObjectVersions": "ListVersionsResult",
    "ListObjects": "ListBucketResult",
    "ListObjectsV2": "ListBucketResult",
    "ListParts": "ListPartsResult",
    "UploadPartCopy": "CopyPartResult",
}


def root(service: str, operation: str, modelled: str | None) -> str:
    """The name of an answer's root element."""
    if service == "s3":
        return _S3_ROOTS.get(operation, modelled or operation + "Result")
    if service == "s3control":
        return modelled or operation + "Result"
    return modelled or operation + "Response"


def namespace(service: str, modelled: str | None) -> str | None:
    """The namespace of an answer's root element."""
    return _NAMESPACES.get(service, modelled)


def is_bucket_location(service: str, operation: str) -> bool:
    """GetBucketLocation answers its one member as the root's own text (S3 API Reference, its response syntax)."""
    return service == "s3" and operation == "GetBucketLocation"
