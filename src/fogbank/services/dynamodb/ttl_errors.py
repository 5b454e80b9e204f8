"""The errors of time to live with AWS's texts, and where each was seen."""

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb.errors import validation


def changed_too_often() -> ServiceError:
    """Source: API Reference, UpdateTimeToLive: a second call within an hour; the text as reported by users of CDK."""
    return validation("Time to live has been modified multiple times within a fixed interval")


def is_enabled() -> ServiceError:
    """Source: observed, reports of UpdateTimeToLive."""
    return validation("TimeToLive is already enabled")


def is_disabled() -> ServiceError:
    """Source: observed, https://github.com/hashicorp/terraform-provider-aws/issues/10304."""
    return validation("TimeToLive is already disabled")


def other_attribute(current: str) -> ServiceError:
    """Source: observed, https://github.com/go-to-k/cdkd/pull/932."""
    return validation(f"TimeToLive is active on a different AttributeName: current AttributeName is {current}")
