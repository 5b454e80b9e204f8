"""The errors of CloudTrail. Texts: the API Reference's, or observed in public reports of answers by AWS."""

from fogbank.kernel.errors import ServiceError
from fogbank.services.cloudtrail import _shapes as shapes


def bad_name_length() -> ServiceError:
    """Source: observed, CreateTrail with a short name."""
    return shapes.InvalidTrailNameException(
        "Trail name too long or too short. It must be between 3 and 128 characters."
    )


def bad_name() -> ServiceError:
    """Source: observed, CreateTrail with a name that begins with a dash."""
    return shapes.InvalidTrailNameException(
        "Trail name must starts with a letter or number, and ends with a letter or number, have no adjacent periods, "
        "underscores or dashes, and not be in IP address format."
    )


def bad_arn() -> ServiceError:
    """Source: CloudTrail API Reference, CloudTrailARNInvalidException."""
    return shapes.CloudTrailARNInvalidException(
        "The specified ARN is not valid. The following is the format of a trail ARN: "
        "arn:aws:cloudtrail:us-east-2:123456789012:trail/MyTrail"
    )


def no_trail(name: str, account: str) -> ServiceError:
    """Source: observed: "Unknown trail: name for the user: 123456789012"."""
    return shapes.TrailNotFoundException(f"Unknown trail: {name} for the user: {account}")


def exists(name: str, account: str) -> ServiceError:
    """Source: observed: "Trail name already exists for customer: 123456789012"."""
    return shapes.TrailAlreadyExistsException(f"Trail {name} already exists for customer: {account}")


def too_many(account: str, limit: int) -> ServiceError:
    """Source: observed: "User: 123456789012 already has 5 trails in us-east-1."."""
    return shapes.MaximumNumberOfTrailsExceededException(f"User: {account} already has {limit} trails in the region.")


def not_home(arn: str, region: str, home: str) -> ServiceError:
    """Source: observed, UpdateTrail in another region."""
    return shapes.InvalidHomeRegionException(
        f"Trail {arn} cannot be updated from {region}; it must be updated from its home region {home}."
    )


def no_bucket(bucket: str) -> ServiceError:
    """Source: observed: "S3 bucket name does not exist!"."""
    return shapes.S3BucketDoesNotExistException(f"S3 bucket {bucket} does not exist!")


def bucket_policy(bucket: str) -> ServiceError:
    """Source: observed: "Incorrect S3 bucket policy is detected for bucket: name"."""
    return shapes.InsufficientS3BucketPolicyException(f"Incorrect S3 bucket policy is detected for bucket: {bucket}")


def bad_prefix() -> ServiceError:
    """Source: CloudTrail API Reference, InvalidS3PrefixException: at most 200 characters."""
    return shapes.InvalidS3PrefixException("S3 prefix is longer than maximum length of 200 characters.")


def global_needed() -> ServiceError:
    """Source: observed, CreateTrail of a multi-Region trail without global service events."""
    return shapes.InvalidParameterCombinationException("Multi-Region trail must include global service events.")


def bad_selectors(why: str) -> ServiceError:
    """Source: CloudTrail API Reference, InvalidEventSelectorsException."""
    return shapes.InvalidEventSelectorsException(why)


def not_managing() -> ServiceError:
    """Source: CloudTrail API Reference, NotOrganizationMasterAccountException."""
    return shapes.NotOrganizationMasterAccountException(
        "The request cannot be completed because the account that is making the request is not the management "
        "account or the delegated administrator account of the organization."
    )


def no_organization() -> ServiceError:
    """Source: CloudTrail API Reference, OrganizationsNotInUseException."""
    return shapes.OrganizationsNotInUseException(
        "The request is made from an AWS account that is not a member of an organization."
    )


def bad_lookup(why: str) -> ServiceError:
    """Source: CloudTrail API Reference, InvalidLookupAttributesException."""
    return shapes.InvalidLookupAttributesException(why)


def bad_time_range() -> ServiceError:
    """Source: CloudTrail API Reference, InvalidTimeRangeException."""
    return shapes.InvalidTimeRangeException("The start time must be before the end time.")


def bad_tags(why: str) -> ServiceError:
    """Source: CloudTrail API Reference, InvalidTagParameterException."""
    return shapes.InvalidTagParameterException(why)


def too_many_tags(arn: str) -> ServiceError:
    """Source: CloudTrail API Reference, TagsLimitExceededException: 50."""
    return shapes.TagsLimitExceededException(f"The number of tags of {arn} has exceeded the limit of 50.")


def no_insights(name: str) -> ServiceError:
    """Source: CloudTrail API Reference, InsightNotEnabledException."""
    return shapes.InsightNotEnabledException(f"Trail {name} does not have Insights enabled.")
