"""The errors of ACM with AWS's texts, and where each was seen.

"Observed": in a public report of an answer by AWS. "Documented": the sentence of the API Reference or User Guide that
states the rule, because no report of the text was found.
"""

from fogbank.kernel.errors import ServiceError
from fogbank.services.acm import _shapes as shapes


def not_found(arn: str, account: str) -> ServiceError:
    """Observed, DescribeCertificate: Terraform's aws_acm_certificate_validation."""
    return shapes.ResourceNotFoundException(f"Could not find certificate {arn} in account {account}.")


def not_found_to_replace(arn: str) -> ServiceError:
    """Observed, ImportCertificate with an ARN that is gone."""
    return shapes.ResourceNotFoundException(f"Could not find certificate {arn}.")


def no_certificate_arn(arn: str) -> ServiceError:
    """Documented, InvalidArnException."""
    return shapes.InvalidArnException(
        f"The requested Amazon Resource Name (ARN) does not refer to an existing resource: {arn}"
    )


def in_use(arn: str, account: str) -> ServiceError:
    """Observed, DeleteCertificate."""
    return shapes.ResourceInUseException(f"Certificate {arn} in account {account} is in use.")


def in_progress(arn: str) -> ServiceError:
    """Documented, RequestInProgressException."""
    return shapes.RequestInProgressException(
        f"The certificate request is in process and the certificate in your account has not yet been issued: {arn}"
    )


def too_many_domains() -> ServiceError:
    """Observed, RequestCertificate."""
    return shapes.LimitExceededException("Certificate has too many domains.")


def too_many_certificates() -> ServiceError:
    """Observed, RequestCertificate."""
    return shapes.LimitExceededException(
        "Cannot request more certificates in this account. Contact Customer Service for details"
    )


def too_many_this_year(limit: int) -> ServiceError:
    """Observed, RequestCertificate."""
    return shapes.LimitExceededException(
        f"Error: you have reached your limit of {limit} certificates in the last year."
    )


def too_many_imports() -> ServiceError:
    """Documented, LimitExceededException."""
    return shapes.LimitExceededException("An ACM quota has been exceeded.")


def first_name_too_long() -> ServiceError:
    """Observed, RequestCertificate."""
    return shapes.InvalidDomainValidationOptionsException("The first domain name can be no longer than 64 characters.")


def foreign_option(domain: str) -> ServiceError:
    """Documented, DomainValidationOption: a domain name in the certificate request."""
    return shapes.InvalidDomainValidationOptionsException(
        f"The domain name {domain} of the domain validation options is not in the certificate request."
    )


def no_superdomain(validation_domain: str, domain: str) -> ServiceError:
    """Documented, DomainValidationOption and ResendValidationEmail."""
    return shapes.InvalidDomainValidationOptionsException(
        f"The validation domain {validation_domain} must be the domain name {domain} or a superdomain of it."
    )


def parameter(text: str) -> ServiceError:
    """Documented: the sentence of the parameter that is not satisfied."""
    return shapes.InvalidParameterException(text)


def invalid(text: str) -> ServiceError:
    """ValidationException with a sentence of the documentation; each is beside its rule."""
    return shapes.ValidationException(text)


def arguments(text: str) -> ServiceError:
    """Documented: InvalidArgsException of the lists."""
    return shapes.InvalidArgsException(text)


def state(text: str) -> ServiceError:
    """Documented: InvalidStateException."""
    return shapes.InvalidStateException(text)


def conflict() -> ServiceError:
    """Documented, ConflictException."""
    return shapes.ConflictException(
        "You are trying to update a resource or configuration that is already being created or updated. "
        "Wait for the previous operation to finish and try again."
    )


def too_many_tags(arn: str) -> ServiceError:
    """Documented, TooManyTagsException."""
    return shapes.TooManyTagsException(
        f"The request contains too many tags. Try the request again with fewer tags: {arn}"
    )


def reserved_tag(key: str) -> ServiceError:
    """Documented, InvalidTagException: aws: is reserved."""
    return shapes.InvalidTagException(f"The tag {key} is not valid: you cannot specify a tag that begins with aws:.")


# -- imports


def several_certificates() -> ServiceError:
    """Observed, ImportCertificate; also for an empty field."""
    return shapes.ValidationException(
        "The certificate field contains more than one certificate. You can specify only one certificate in this field."
    )


def no_pem() -> ServiceError:
    """Observed, ImportCertificate."""
    return shapes.ValidationException("Unable to parse certificate. Please ensure the certificate is in PEM format.")


def no_private_key() -> ServiceError:
    """Observed, ImportCertificate."""
    return shapes.ValidationException("Passed PEM was not a private key.")


def key_not_supported() -> ServiceError:
    """Observed, ImportCertificate (in 2017 with the list of that time behind it)."""
    return shapes.ValidationException("The private key is not supported.")


def no_self_signed() -> ServiceError:
    """Observed, ImportCertificate without a chain."""
    return shapes.ValidationException(
        "Provided certificate is not a valid self signed. "
        "Please provide either a valid self-signed certificate or certificate chain."
    )


def chain_of_another() -> ServiceError:
    """Observed, ImportCertificate."""
    return shapes.ValidationException("Could not validate the certificate with the certificate chain.")


def broken_chain(index: int) -> ServiceError:
    """Observed, ImportCertificate."""
    return shapes.ValidationException(
        "Unable to validate certificate chain. The certificate chain must start with the immediate signing "
        "certificate, followed by any intermediaries in order. "
        f"The index within the chain of the invalid certificate is: {index}"
    )
