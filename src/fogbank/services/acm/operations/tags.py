"""Tags of certificates."""

from collections.abc import Sequence

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.tags import add_tags, remove_tags, tags_of
from fogbank.services.acm import errors, names
from fogbank.services.acm._shapes import (
    AddTagsToCertificateRequest,
    ListTagsForCertificateRequest,
    ListTagsForCertificateResponse,
    RemoveTagsFromCertificateRequest,
    Tag,
)

_TAGS_MAX = 50


def checked(tags: Sequence[Tag], arn: str, others: dict[str, str] | None = None) -> dict[str, str]:
    """The tags as a dictionary. Raises InvalidTagException, and TooManyTagsException over 50 with the others.

    Source: User Guide, Tag restrictions; the value is optional.
    """
    wanted = {tag["Key"]: tag.get("Value", "") for tag in tags}
    for key in wanted:
        if key.lower().startswith("aws:"):
            raise errors.reserved_tag(key)
    if len({**(others or {}), **wanted}) > _TAGS_MAX:
        raise errors.too_many_tags(arn)
    return wanted


@operation("AddTagsToCertificate", on=names.on_certificate)
def add_tags_to_certificate(call: Call, req: AddTagsToCertificateRequest) -> None:
    """Set tags beside those that are there.

    Errors: InvalidArnException, ResourceNotFoundException, InvalidTagException, TooManyTagsException.
    Source: API Reference, AddTagsToCertificate.
    """
    certificate = names.certificate_at(call, req["CertificateArn"])
    add_tags(call.tx, certificate.arn, checked(req["Tags"], certificate.arn, tags_of(call.tx, certificate.arn)))


@operation("RemoveTagsFromCertificate", on=names.on_certificate)
def remove_tags_from_certificate(call: Call, req: RemoveTagsFromCertificateRequest) -> None:
    """Take tags away: by key alone, or only where the value is the one that is named.

    Errors: InvalidArnException, ResourceNotFoundException, InvalidTagException.
    Source: API Reference, RemoveTagsFromCertificate.
    """
    certificate = names.certificate_at(call, req["CertificateArn"])
    checked(req["Tags"], certificate.arn)
    has = tags_of(call.tx, certificate.arn)
    gone = [tag["Key"] for tag in req["Tags"] if "Value" not in tag or has.get(tag["Key"]) == tag["Value"]]
    remove_tags(call.tx, certificate.arn, gone)


@operation("ListTagsForCertificate", on=names.on_certificate)
def list_tags_for_certificate(call: Call, req: ListTagsForCertificateRequest) -> ListTagsForCertificateResponse:
    """The certificate's tags.

    Errors: InvalidArnException, ResourceNotFoundException.
    Source: API Reference, ListTagsForCertificate.
    """
    certificate = names.certificate_at(call, req["CertificateArn"])
    return {"Tags": [{"Key": key, "Value": value} for key, value in tags_of(call.tx, certificate.arn).items()]}
