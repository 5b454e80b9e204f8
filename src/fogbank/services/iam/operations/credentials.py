"""SSH public keys, and credentials for one service."""

import base64
import hashlib
from typing import Any, NamedTuple

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import certificate_rules as rules
from fogbank.services.iam import credential_errors as errors
from fogbank.services.iam import limits, listing, names, owners
from fogbank.services.iam.records_credentials import ServiceCredential, SshKey

_DAY_S = 86400.0
_SECRET_BYTES = 33


class Kind(NamedTuple):
    """What a service's credentials are like: a user name and password, or an API key, which begins with `prefix`."""

    api_key: bool = False
    prefix: str = ""


# Source: IAM User Guide, Service-specific credentials; API keys for AWS services (Bedrock's begin with ABSK, those of
# CloudWatch Logs with ACWL).
SERVICES = {
    "codecommit.amazonaws.com": Kind(),
    "cassandra.amazonaws.com": Kind(),
    "bedrock.amazonaws.com": Kind(True, "ABSK"),
    "logs.amazonaws.com": Kind(True, "ACWL"),
}


# -- SSH public keys


def _ssh_key(call: Call, owner: owners.Owner, key_id: str) -> SshKey:
    return call.tx.need(SshKey, call.account, owner.id, key_id, missing=errors.no_ssh_key(key_id))


def _shown_key(owner: owners.Owner, found: SshKey, body: str) -> shapes.SSHPublicKey:
    return {
        "UserName": owner.name,
        "SSHPublicKeyId": found.id,
        "Fingerprint": found.fingerprint,
        "SSHPublicKeyBody": body,
        "Status": "Active" if found.active else "Inactive",
        "UploadDate": found.uploaded_at,
    }


@operation("UploadSSHPublicKey", on=owners.on_owner)
def upload_ssh_public_key(call: Call, req: shapes.UploadSSHPublicKeyRequest) -> shapes.UploadSSHPublicKeyResponse:
    """Tie an SSH public key to a user.

    Errors: NoSuchEntity, UnrecognizedPublicKeyEncoding, InvalidPublicKey, DuplicateSSHPublicKey, LimitExceeded.
    Source: API Reference, UploadSSHPublicKey.
    """
    tx, owner = call.tx, owners.of_user(names.user(call, req["UserName"]))
    try:
        key = rules.ssh_key(req["SSHPublicKeyBody"])
    except rules.Unreadable:
        raise errors.unreadable_ssh_key() from None
    except rules.TooWeak:
        raise errors.weak_ssh_key() from None
    known = list(tx.scan(SshKey, call.account, owner.id))
    if any(each.fingerprint == key.fingerprint for each in known):
        raise errors.duplicate_ssh_key()
    limits.check(call, "SSHPublicKeysPerUser", len(known) + 1)
    found = SshKey(call.account, owner.id, names.fresh_id(call, "APKA"), key.body, key.fingerprint, tx.now)
    tx.insert(found)
    return {"SSHPublicKey": _shown_key(owner, found, found.body)}


@operation("GetSSHPublicKey", on=owners.on_owner)
def get_ssh_public_key(call: Call, req: shapes.GetSSHPublicKeyRequest) -> shapes.GetSSHPublicKeyResponse:
    """A key, in the encoding that is asked for.

    Errors: NoSuchEntity.
    Source: API Reference, GetSSHPublicKey.
    """
    owner = owners.of_user(names.user(call, req["UserName"]))
    found = _ssh_key(call, owner, req["SSHPublicKeyId"])
    body = found.body if req["Encoding"] == "SSH" else rules.ssh_key_pem(found.body)
    return {"SSHPublicKey": _shown_key(owner, found, body)}


@operation("ListSSHPublicKeys", on=owners.on_owner)
def list_ssh_public_keys(call: Call, req: shapes.ListSSHPublicKeysRequest) -> Page:
    """The keys of a user, or of the user who signs, without their bodies.

    Errors: NoSuchEntity.
    Source: API Reference, ListSSHPublicKeys.
    """
    owner = owners.of_request(call, req)
    rows = call.tx.scan(SshKey, call.account, owner.id, after=call.resume)

    def metadata(row: SshKey) -> Any:
        shown = _shown_key(owner, row, "")
        return {member: shown[member] for member in ("UserName", "SSHPublicKeyId", "Status", "UploadDate")}

    return listing.page("SSHPublicKeys", rows, req, metadata, lambda row: (row.id,))


@operation("UpdateSSHPublicKey", on=owners.on_owner)
def update_ssh_public_key(call: Call, req: shapes.UpdateSSHPublicKeyRequest) -> None:
    """Switch a key on or off.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, UpdateSSHPublicKey.
    """
    owner = owners.of_user(names.user(call, req["UserName"]))
    found = _ssh_key(call, owner, req["SSHPublicKeyId"])
    call.tx.put(found.replace(active=owners.is_active(req["Status"])))


@operation("DeleteSSHPublicKey", on=owners.on_owner)
def delete_ssh_public_key(call: Call, req: shapes.DeleteSSHPublicKeyRequest) -> None:
    """Remove a key.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteSSHPublicKey.
    """
    owner = owners.of_user(names.user(call, req["UserName"]))
    call.tx.delete(_ssh_key(call, owner, req["SSHPublicKeyId"]))


# -- credentials for one service


def _on_credentials(call: Call, req: dict[str, Any]) -> Target:
    """The user called UserName; everybody's credentials where AllUsers says so."""
    return Target("*", call.account) if req.get("AllUsers") else owners.on_owner(call, req)


def _kind(service: str) -> Kind:
    kind = SERVICES.get(service)
    if kind is None:
        raise errors.not_such_a_service(service)
    return kind


def _credential(call: Call, req: Any) -> tuple[owners.Owner, ServiceCredential]:
    owner, wanted = owners.of_request(call, req), req["ServiceSpecificCredentialId"]
    missing = errors.no_service_credential(wanted)
    return owner, call.tx.need(ServiceCredential, call.account, owner.id, wanted, missing=missing)


def _name(call: Call, owner: owners.Owner, taken: set[str]) -> str:
    """The user name of a credential: of the second one, with a number. Source: observed, "jane+1-at-123456789012"."""
    names_of_owner = (f"{owner.name}{plus}-at-{call.account}" for plus in ("", *(f"+{n}" for n in range(1, 100))))
    return next(name for name in names_of_owner if name not in taken)


def _secret(call: Call, kind: Kind, name: str) -> str:
    """A fresh password; an API key has the name inside. Source: observed, Bedrock API keys: base64 of name:secret."""
    secret = base64.b64encode(call.ids.secret(_SECRET_BYTES)).decode()
    return kind.prefix + base64.b64encode(f"{name}:{secret}".encode()).decode() if kind.api_key else secret


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _metadata(owner_name: str, found: ServiceCredential) -> Any:
    shown = {
        "UserName": owner_name,
        "Status": "Active" if found.active else "Inactive",
        "CreateDate": found.created_at,
        "ServiceSpecificCredentialId": found.id,
        "ServiceName": found.service,
    }
    shown["ServiceCredentialAlias" if SERVICES[found.service].api_key else "ServiceUserName"] = found.name
    if found.expires_at:
        shown["ExpirationDate"] = found.expires_at
    return shown


def _shown(owner_name: str, found: ServiceCredential, secret: str) -> Any:
    member = "ServiceCredentialSecret" if SERVICES[found.service].api_key else "ServicePassword"
    return {"ServiceSpecificCredential": {**_metadata(owner_name, found), member: secret}}


@operation("CreateServiceSpecificCredential", on=owners.on_owner)
def create_service_specific_credential(
    call: Call, req: shapes.CreateServiceSpecificCredentialRequest
) -> shapes.CreateServiceSpecificCredentialResponse:
    """Make a user name and password, or an API key, that one service takes. The secret is shown this once.

    Errors: NoSuchEntity, NotSupportedService, LimitExceeded, ValidationError.
    Source: API Reference, CreateServiceSpecificCredential.
    """
    tx, owner = call.tx, owners.of_user(names.user(call, req["UserName"]))
    service, age_days = req["ServiceName"], req.get("CredentialAgeDays")
    kind = _kind(service)
    if age_days is not None and not kind.api_key:
        raise errors.age_not_supported(service)
    known = [each for each in tx.scan(ServiceCredential, call.account, owner.id) if each.service == service]
    limits.check(call, "ServiceSpecificCredentialsPerUser", len(known) + 1)
    name = _name(call, owner, {each.name for each in known})
    secret = _secret(call, kind, name)
    expires_at = tx.now + age_days * _DAY_S if age_days is not None else 0.0
    found = ServiceCredential(
        call.account, owner.id, names.fresh_id(call, "ACCA"), service, name, _hash(secret), tx.now, expires_at
    )
    tx.insert(found)
    answer: shapes.CreateServiceSpecificCredentialResponse = _shown(owner.name, found, secret)
    return answer


@operation("ListServiceSpecificCredentials", on=_on_credentials)
def list_service_specific_credentials(
    call: Call, req: shapes.ListServiceSpecificCredentialsRequest
) -> shapes.ListServiceSpecificCredentialsResponse:
    """The credentials of a user, of the user who signs, or of all users; of one service or of any.

    Errors: NoSuchEntity, NotSupportedService, ValidationError.
    Source: API Reference, ListServiceSpecificCredentials.
    """
    if "UserName" in req and req.get("AllUsers"):
        raise errors.users_and_all()
    service = req.get("ServiceName")
    if service is not None:
        _kind(service)
    whose = () if req.get("AllUsers") else (owners.of_request(call, req).id,)
    rows = [each for each in call.tx.scan(ServiceCredential, call.account, *whose) if service in (None, each.service)]
    known = {each.owner: owners.of_id(call, each.owner).name for each in rows}
    answer: shapes.ListServiceSpecificCredentialsResponse = listing.marked(
        "ServiceSpecificCredentials",
        rows,
        req,
        lambda row: _metadata(known[row.owner], row),
        lambda row: f"{row.owner}/{row.id}",
    )
    return answer


@operation("ResetServiceSpecificCredential", on=owners.on_owner)
def reset_service_specific_credential(
    call: Call, req: shapes.ResetServiceSpecificCredentialRequest
) -> shapes.ResetServiceSpecificCredentialResponse:
    """Make a new password or key for a credential; the old one is good no more.

    Errors: NoSuchEntity.
    Source: API Reference, ResetServiceSpecificCredential.
    """
    owner, found = _credential(call, req)
    secret = _secret(call, SERVICES[found.service], found.name)
    call.tx.put(found.replace(secret_hash=_hash(secret)))
    answer: shapes.ResetServiceSpecificCredentialResponse = _shown(owner.name, found, secret)
    return answer


@operation("UpdateServiceSpecificCredential", on=owners.on_owner)
def update_service_specific_credential(call: Call, req: shapes.UpdateServiceSpecificCredentialRequest) -> None:
    """Switch a credential on or off.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, UpdateServiceSpecificCredential.
    """
    _, found = _credential(call, req)
    call.tx.put(found.replace(active=owners.is_active(req["Status"])))


@operation("DeleteServiceSpecificCredential", on=owners.on_owner)
def delete_service_specific_credential(call: Call, req: shapes.DeleteServiceSpecificCredentialRequest) -> None:
    """Remove a credential.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteServiceSpecificCredential.
    """
    call.tx.delete(_credential(call, req)[1])
