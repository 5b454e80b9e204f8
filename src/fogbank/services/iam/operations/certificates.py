"""Server certificates, for TLS servers, and signing certificates of users and of root."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import certificate_rules as rules
from fogbank.services.iam import credential_errors as errors
from fogbank.services.iam import limits, listing, names, owners, tagging
from fogbank.services.iam.records_credentials import ServerCertificate, SigningCertificate

# -- server certificates


def _target(call: Call, name: str, path: str = "/") -> Target:
    """Source of the label: observed, "iam:DeleteServerCertificate on resource: server certificate example.com"."""
    found = call.tx.get(ServerCertificate, call.account, name.lower())
    arn = found.arn if found is not None else names.arn_of(call, "server-certificate", path, name)
    return Target(arn, call.account, label=f"server certificate {name}")


def _on_arn(call: Call, req: dict[str, Any]) -> Target:
    """As `_on_named`, called by its ARN. Source: observed, "iam:UploadServerCertificate on resource: arn:aws:…"."""
    return _on_named(call, req)._replace(label="")


def _on_named(call: Call, req: dict[str, Any]) -> Target:
    """The certificate called ServerCertificateName, which need not exist."""
    return _target(call, req["ServerCertificateName"], req.get("Path", "/"))


def _on_both(call: Call, req: dict[str, Any]) -> list[Target]:
    """The certificate under its old and its new name. Source: API Reference, UpdateServerCertificate."""
    old = _on_named(call, req)
    found = call.tx.get(ServerCertificate, call.account, req["ServerCertificateName"].lower())
    path, name = (found.path, found.name) if found is not None else ("/", req["ServerCertificateName"])
    new = names.arn_of(call, "server-certificate", req.get("NewPath", path), req.get("NewServerCertificateName", name))
    return [old, Target(new, call.account)]


def _on_list(call: Call, req: dict[str, Any]) -> Target:
    """All certificates below PathPrefix."""
    return Target(names.arn_of(call, "server-certificate", req.get("PathPrefix", "/"), ""), call.account)


def _server(call: Call, name: str) -> ServerCertificate:
    missing = errors.no_server_certificate(name)
    return call.tx.need(ServerCertificate, call.account, name.lower(), missing=missing)


def _checked(call: Call, req: Any) -> float:
    """Hold a certificate, its key and its chain to each other; gives when it expires.

    Errors: MalformedCertificate, KeyPairMismatch.
    """
    try:
        leaf = rules.certificate(req["CertificateBody"])
        chain = rules.certificates(req.get("CertificateChain", ""))
    except rules.Unreadable:
        raise errors.bad_certificate() from None
    try:
        fits = rules.private_key_fits(req["PrivateKey"], leaf)
    except rules.Unreadable:
        raise errors.bad_private_key() from None
    if not fits:
        raise errors.key_mismatch()
    broken = rules.broken_at(leaf, chain)
    if broken is not None:
        raise errors.bad_chain(broken)
    if not rules.is_valid_at(leaf, call.tx.now):
        raise errors.not_valid_now()
    return leaf.not_valid_after_utc.timestamp()


def _metadata(found: ServerCertificate) -> shapes.ServerCertificateMetadata:
    return {
        "Path": found.path,
        "ServerCertificateName": found.name,
        "ServerCertificateId": found.id,
        "Arn": found.arn,
        "UploadDate": found.uploaded_at,
        "Expiration": found.expires_at,
    }


@operation("UploadServerCertificate", on=names.with_tags(_on_arn, "iam:TagServerCertificate"))
def upload_server_certificate(
    call: Call, req: shapes.UploadServerCertificateRequest
) -> shapes.UploadServerCertificateResponse:
    """Keep a certificate with its key and, where there is one, the chain of those who issued it.

    Errors: MalformedCertificate, KeyPairMismatch, EntityAlreadyExists, LimitExceeded, InvalidInput.
    Source: API Reference, UploadServerCertificate.
    """
    tx, name, path = call.tx, req["ServerCertificateName"], req.get("Path", "/")
    expires_at = _checked(call, req)
    if tx.get(ServerCertificate, call.account, name.lower()) is not None:
        raise errors.server_certificate_exists(name)
    limits.check(call, "ServerCertificatesPerAccount", tx.count(ServerCertificate, call.account) + 1)
    found = ServerCertificate(
        call.account,
        name.lower(),
        name,
        path,
        names.fresh_id(call, "ASCA"),
        names.arn_of(call, "server-certificate", path, name),
        req["CertificateBody"].strip(),
        req.get("CertificateChain", "").strip(),
        req["PrivateKey"],
        tx.now,
        expires_at,
    )
    tx.insert(found)
    tagging.add(tx, found.arn, req.get("Tags", []))
    answer: shapes.UploadServerCertificateResponse = {"ServerCertificateMetadata": _metadata(found)}
    if tags := tagging.shown(tx, found.arn):
        answer["Tags"] = tags
    return answer


@operation("GetServerCertificate", on=_on_named)
def get_server_certificate(call: Call, req: shapes.GetServerCertificateRequest) -> shapes.GetServerCertificateResponse:
    """A certificate and its chain; never its key.

    Errors: NoSuchEntity.
    Source: API Reference, GetServerCertificate.
    """
    found = _server(call, req["ServerCertificateName"])
    shown: shapes.ServerCertificate = {
        "ServerCertificateMetadata": _metadata(found),
        "CertificateBody": found.body,
        "Tags": tagging.shown(call.tx, found.arn),
    }
    if found.chain:
        shown["CertificateChain"] = found.chain
    return {"ServerCertificate": shown}


@operation("ListServerCertificates", on=_on_list)
def list_server_certificates(call: Call, req: shapes.ListServerCertificatesRequest) -> Page:
    """The account's certificates whose path begins with PathPrefix.

    Source: API Reference, ListServerCertificates.
    """
    prefix = req.get("PathPrefix", "/")
    rows = call.tx.scan(ServerCertificate, call.account, after=call.resume)
    below = (row for row in rows if row.path.startswith(prefix))
    return listing.page("ServerCertificateMetadataList", below, req, _metadata, lambda row: (row.key,))


@operation("UpdateServerCertificate", on=_on_both)
def update_server_certificate(call: Call, req: shapes.UpdateServerCertificateRequest) -> None:
    """Give a certificate another name or path, and with it another ARN.

    Errors: NoSuchEntity, EntityAlreadyExists.
    Source: API Reference, UpdateServerCertificate.
    """
    tx, found = call.tx, _server(call, req["ServerCertificateName"])
    name, path = req.get("NewServerCertificateName", found.name), req.get("NewPath", found.path)
    if name.lower() != found.key and tx.get(ServerCertificate, call.account, name.lower()) is not None:
        raise errors.server_certificate_exists(name)
    arn = names.arn_of(call, "server-certificate", path, name)
    tagging.move(tx, found.arn, arn)
    tx.delete(found)
    tx.put(found.replace(key=name.lower(), name=name, path=path, arn=arn))


@operation("DeleteServerCertificate", on=_on_named)
def delete_server_certificate(call: Call, req: shapes.DeleteServerCertificateRequest) -> None:
    """Remove a certificate.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteServerCertificate.
    """
    found = _server(call, req["ServerCertificateName"])
    tagging.remove_all(call.tx, found.arn)
    call.tx.delete(found)


@operation("TagServerCertificate", on=_on_arn)
def tag_server_certificate(call: Call, req: shapes.TagServerCertificateRequest) -> None:
    """Set tags beside those that are there.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded.
    Source: API Reference, TagServerCertificate.
    """
    tagging.add(call.tx, _server(call, req["ServerCertificateName"]).arn, req["Tags"])


@operation("UntagServerCertificate", on=_on_arn)
def untag_server_certificate(call: Call, req: shapes.UntagServerCertificateRequest) -> None:
    """Take tags away.

    Errors: NoSuchEntity.
    Source: API Reference, UntagServerCertificate.
    """
    tagging.remove(call.tx, _server(call, req["ServerCertificateName"]).arn, req["TagKeys"])


@operation("ListServerCertificateTags", on=_on_named)
def list_server_certificate_tags(call: Call, req: shapes.ListServerCertificateTagsRequest) -> Page:
    """The certificate's tags, sorted by key.

    Errors: NoSuchEntity.
    Source: API Reference, ListServerCertificateTags.
    """
    return tagging.listed(call, req, _server(call, req["ServerCertificateName"]).arn)


# -- signing certificates


def _signing(call: Call, owner: owners.Owner, certificate_id: str) -> SigningCertificate:
    missing = errors.no_signing_certificate(certificate_id)
    return call.tx.need(SigningCertificate, call.account, owner.id, certificate_id, missing=missing)


def _shown(owner: owners.Owner, found: SigningCertificate) -> shapes.SigningCertificate:
    return {
        "UserName": owner.name,
        "CertificateId": found.id,
        "CertificateBody": found.body,
        "Status": "Active" if found.active else "Inactive",
        "UploadDate": found.uploaded_at,
    }


@operation("UploadSigningCertificate", on=owners.on_owner)
def upload_signing_certificate(
    call: Call, req: shapes.UploadSigningCertificateRequest
) -> shapes.UploadSigningCertificateResponse:
    """Tie an X.509 certificate to a user, or to whoever signs.

    Errors: NoSuchEntity, MalformedCertificate, InvalidCertificate, DuplicateCertificate, LimitExceeded.
    Source: API Reference, UploadSigningCertificate.
    """
    tx, owner = call.tx, owners.of_request(call, req)
    try:
        parsed = rules.certificate(req["CertificateBody"])
    except rules.Unreadable:
        raise errors.bad_certificate() from None
    if not rules.is_valid_at(parsed, tx.now):
        raise errors.expired_signing_certificate()
    fingerprint = rules.fingerprint(parsed)
    if any(True for _ in tx.scan(SigningCertificate, call.account, fingerprint, index="fingerprint", limit=1)):
        raise errors.duplicate_certificate()
    limits.check(call, "SigningCertificatesPerUser", tx.count(SigningCertificate, call.account, owner.id) + 1)
    found = SigningCertificate(
        call.account, owner.id, call.ids.base32(32), req["CertificateBody"].strip(), fingerprint, tx.now
    )
    tx.insert(found)
    return {"Certificate": _shown(owner, found)}


@operation("ListSigningCertificates", on=owners.on_owner)
def list_signing_certificates(call: Call, req: shapes.ListSigningCertificatesRequest) -> Page:
    """The signing certificates of a user, or of whoever signs.

    Errors: NoSuchEntity.
    Source: API Reference, ListSigningCertificates.
    """
    owner = owners.of_request(call, req)
    rows = call.tx.scan(SigningCertificate, call.account, owner.id, after=call.resume)
    return listing.page("Certificates", rows, req, lambda row: _shown(owner, row), lambda row: (row.id,))


@operation("UpdateSigningCertificate", on=owners.on_owner)
def update_signing_certificate(call: Call, req: shapes.UpdateSigningCertificateRequest) -> None:
    """Switch a certificate on or off.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, UpdateSigningCertificate.
    """
    found = _signing(call, owners.of_request(call, req), req["CertificateId"])
    call.tx.put(found.replace(active=owners.is_active(req["Status"])))


@operation("DeleteSigningCertificate", on=owners.on_owner)
def delete_signing_certificate(call: Call, req: shapes.DeleteSigningCertificateRequest) -> None:
    """Remove a certificate.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteSigningCertificate.
    """
    call.tx.delete(_signing(call, owners.of_request(call, req), req["CertificateId"]))
