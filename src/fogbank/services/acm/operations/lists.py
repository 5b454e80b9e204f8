"""Certificates and their names, listed and searched."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import InvalidPageToken
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.acm import answers, errors, filters, names
from fogbank.services.acm._shapes import (
    CertificateSearchResult,
    ListCertificateDomainValidationsRequest,
    ListCertificatesRequest,
    SearchCertificatesRequest,
)
from fogbank.services.acm.records import Certificate

_LIST_MAX = 1000
_SEARCH_PAGE = 100


@operation("ListCertificates")
def list_certificates(call: Call, req: ListCertificatesRequest) -> Page:
    """The caller's certificates in the region, the oldest first unless SortOrder says otherwise.

    Errors: InvalidArgsException.
    Source: API Reference, ListCertificates and Filters.
    """
    if ("SortBy" in req) != ("SortOrder" in req):
        raise errors.arguments("If you specify SortBy, you must also specify SortOrder.")
    limit = req.get("MaxItems", _LIST_MAX)
    newest_first = req.get("SortOrder") == "DESCENDING"
    at: dict[str, Any] = {"end" if newest_first else "after": call.resume} if call.resume else {}
    shown: list[Certificate] = []
    for certificate in call.tx.scan(
        Certificate, call.account, call.region, index="created", reverse=newest_first, **at
    ):
        if not filters.is_listed(certificate, req):
            continue
        if len(shown) == limit:
            return _page(call, shown, more=True)
        shown.append(certificate)
    return _page(call, shown, more=False)


def _page(call: Call, shown: list[Certificate], *, more: bool) -> Page:
    members = {"CertificateSummaryList": [answers.summary(call, certificate) for certificate in shown]}
    return Page(members, (shown[-1].created_at, *shown[-1].key) if more else None)


@operation("SearchCertificates")
def search_certificates(call: Call, req: SearchCertificatesRequest) -> Page:
    """The caller's certificates in the region that satisfy a statement, sorted by what is asked for.

    Errors: ValidationException (also for the token of a list that was sorted otherwise).
    Source: API Reference, SearchCertificates.
    """
    field, limit = req.get("SortBy", "CREATED_AT"), req.get("MaxResults", _SEARCH_PAGE)
    told = [_told(call, certificate) for certificate in call.tx.scan(Certificate, call.account, call.region)]
    found = [result for result in told if filters.matches(result, req.get("FilterStatement"))]
    backwards = req.get("SortOrder") == "DESCENDING"
    found.sort(key=lambda result: filters.order_of(result, field), reverse=backwards)
    if call.resume:
        sorted_by, *last_order = call.resume
        if sorted_by != field:
            raise InvalidPageToken
        last = tuple(last_order)
        orders = [filters.order_of(result, field) for result in found]
        found = [
            result for result, order in zip(found, orders, strict=True) if (order < last if backwards else order > last)
        ]
    shown = found[:limit]
    more = len(found) > limit
    return Page({"Results": shown}, (field, *filters.order_of(shown[-1], field)) if more else None)


def _told(call: Call, certificate: Certificate) -> CertificateSearchResult:
    return {
        "CertificateArn": certificate.arn,
        "X509Attributes": answers.attributes(call, certificate),
        "CertificateMetadata": {"AcmCertificateMetadata": answers.metadata(call, certificate)},
    }


@operation("ListCertificateDomainValidations", on=names.on_certificate)
def list_certificate_domain_validations(call: Call, req: ListCertificateDomainValidationsRequest) -> Page:
    """How each name of a certificate is validated, and what a change of the method waits for.

    Errors: ResourceNotFoundException.
    Source: API Reference, ListCertificateDomainValidations.
    """
    certificate = names.certificate_at(call, req["CertificateArn"])
    limit = req.get("MaxItems", _LIST_MAX)
    begin = call.resume[0] if call.resume else 0
    shown = certificate.domains[begin : begin + limit]
    more = begin + limit < len(certificate.domains)
    members = {"DomainValidationSummaryList": [answers.domain_summary(certificate, domain) for domain in shown]}
    return Page(members, (begin + limit,) if more else None)
