"""ARNs of ACM, and whom the access decision is about."""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target
from fogbank.services.acm import errors
from fogbank.services.acm.records import Certificate

DEFAULT_METHOD = "EMAIL"
"""Observed: a request without a method is validated by mail, as the first ones were."""
DEFAULT_ALGORITHM = "RSA_2048"
_PREFIX = "certificate/"


def names_of(req: Mapping[str, Any]) -> list[str]:
    """The names that a request asks for, each once; the first is the subject."""
    asked = [req["DomainName"], *req.get("SubjectAlternativeNames", [])]
    return list(dict.fromkeys(name.lower() for name in asked))


def arn_of(call: Call, certificate_id: str) -> str:
    """The ARN of one of the caller's certificates."""
    return f"arn:{call.partition}:acm:{call.region}:{call.account}:{_PREFIX}{certificate_id}"


def certificate_at(call: Call, arn: str) -> Certificate:
    """The caller's certificate with this ARN; raises InvalidArnException and ResourceNotFoundException."""
    found = find(call, arn)
    if found is None:
        raise errors.not_found(arn, call.account)
    return found


def find(call: Call, arn: str) -> Certificate | None:
    """The caller's certificate with this ARN, if there is one in the region; raises InvalidArnException."""
    account, region, certificate_id = _parts(arn)
    return call.tx.get(Certificate, account, region, certificate_id) if region == call.region else None


def _parts(arn: str) -> tuple[str, str, str]:
    parts = parse(arn)
    if parts is None or not parts.resource.startswith(_PREFIX):
        raise errors.no_certificate_arn(arn)
    return parts.account, parts.region, parts.resource.removeprefix(_PREFIX)


def on_certificate(call: Call, req: dict[str, Any]) -> Target:
    """The certificate behind CertificateArn; one of another account is never given away."""
    return Target(req["CertificateArn"], _parts(req["CertificateArn"])[0])


def on_request(call: Call, req: dict[str, Any]) -> Target:
    """A certificate that is yet to be, with what is asked for. Source: User Guide, Use condition keys with ACM."""
    keys: dict[str, str | tuple[str, ...]] = {
        "acm:domainnames": tuple(names_of(req)),
        "acm:validationmethod": req.get("ValidationMethod", DEFAULT_METHOD),
        "acm:keyalgorithm": req.get("KeyAlgorithm", DEFAULT_ALGORITHM),
        "acm:certificatetransparencylogging": req.get("Options", {}).get(
            "CertificateTransparencyLoggingPreference", "ENABLED"
        ),
        "acm:export": req.get("Options", {}).get("Export", "DISABLED"),
    }
    if "CertificateAuthorityArn" in req:
        keys["acm:certificateauthority"] = req["CertificateAuthorityArn"]
    return Target(arn_of(call, "*"), call.account, keys=keys)


def on_import(call: Call, req: dict[str, Any]) -> Target:
    """The certificate that is replaced, or one that is yet to be."""
    return on_certificate(call, req) if "CertificateArn" in req else Target(arn_of(call, "*"), call.account)
