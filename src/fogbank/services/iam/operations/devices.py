"""Virtual MFA devices of users and of root."""

import base64
import io
from typing import Any, NamedTuple

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, operation, source
from fogbank.kernel.paging import Page
from fogbank.kernel.store import Tx
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import credential_errors as errors
from fogbank.services.iam import limits, listing, names, owners, tagging, totp
from fogbank.services.iam.records_credentials import MfaDevice

# 64 characters of base32, as AWS's seeds have.
_SEED_BYTES = 40
# Source: API Reference, VirtualMFADevice, SerialNumber.
_SERIAL_MAX = 256


class Proof(NamedTuple):
    """Whose device a code came from ("" where no enabled device has this serial number), and whether it is right."""

    owner: str
    valid: bool


@source("mfa")
def verify(tx: Tx, serial: str, code: str, now: float) -> Proof:
    """Check a code of an enabled device and take it: it is not valid a second time, nor is one from before it.

    `serial`: ARN of the device. `owner` of the answer: id of a user ("AIDA…"), or account number for root: the `id` of
    the principal that must be calling. STS finds this as the source "mfa" of this service.
    Source: RFC 6238, section 5.2: a verifier must not accept the second attempt of an OTP.
    """
    parts = parse(serial)
    device = tx.get(MfaDevice, parts.account, serial.lower()) if parts is not None else None
    if device is None or not device.owner:
        return Proof("", False)
    steps = [step for step in totp.near(totp.step_of(now) + device.drift, totp.DELAY_STEPS) if step > device.step]
    step = totp.found(device.seed, (code,), steps)
    if step is None:
        return Proof(device.owner, False)
    tx.put(device.replace(step=step))
    return Proof(device.owner, True)


def in_use(tx: Tx, account: str, owner: str) -> list[MfaDevice]:
    """The enabled devices of a user, or of root."""
    return list(tx.scan(MfaDevice, account, owner, index="owner"))


def _serial(call: Call, req: Any) -> str:
    path, name = req.get("Path", "/"), req["VirtualMFADeviceName"]
    return names.arn_of(call, "mfa", path, name)


def _on_new(call: Call, req: dict[str, Any]) -> Target:
    """The device that is to be."""
    return Target(_serial(call, req), call.account)


def _on_device(call: Call, req: dict[str, Any]) -> Target:
    """The device behind SerialNumber, which need not exist."""
    return Target(req["SerialNumber"], call.account)


def _device(call: Call, serial: str) -> MfaDevice:
    return call.tx.need(MfaDevice, call.account, serial.lower(), missing=errors.no_device(serial))


def _device_of(call: Call, owner: owners.Owner, serial: str) -> MfaDevice:
    """The device, enabled for this owner; raises NoSuchEntity."""
    device = _device(call, serial)
    if device.owner != owner.id:
        raise errors.device_of_nobody(serial, owner.name)
    return device


def _base32(device: MfaDevice) -> bytes:
    return base64.b32encode(device.seed).rstrip(b"=")


def _qr_code(device: MfaDevice, account_name: str) -> bytes:
    """A PNG of the otpauth URI. Source: API Reference, VirtualMFADevice, QRCodePNG."""
    import segno

    uri = f"otpauth://totp/{device.name}@{account_name}?secret={_base32(device).decode()}"
    picture = io.BytesIO()
    segno.make_qr(uri).save(picture, kind="png", scale=4)
    return picture.getvalue()


@operation("CreateVirtualMFADevice", on=names.with_tags(_on_new, "iam:TagMFADevice"))
def create_virtual_mfa_device(
    call: Call, req: shapes.CreateVirtualMFADeviceRequest
) -> shapes.CreateVirtualMFADeviceResponse:
    """Make a device: its seed is shown this once, as text and as a QR code.

    Errors: EntityAlreadyExists, LimitExceeded, InvalidInput.
    Source: API Reference, CreateVirtualMFADevice.
    """
    tx, serial = call.tx, _serial(call, req)
    if len(serial) > _SERIAL_MAX:
        raise errors.serial_too_long()
    if tx.get(MfaDevice, call.account, serial.lower()) is not None:
        raise errors.device_exists()
    limits.check(call, "VirtualMFADevicesPerAccount", tx.count(MfaDevice, call.account) + 1)
    name, seed = req["VirtualMFADeviceName"], call.ids.secret(_SEED_BYTES)
    device = MfaDevice(call.account, serial.lower(), serial, name, seed, tx.now)
    tagging.add(tx, serial, req.get("Tags", []))
    tx.insert(device)
    shown: shapes.VirtualMFADevice = {
        "SerialNumber": serial,
        "Base32StringSeed": _base32(device),
        "QRCodePNG": _qr_code(device, owners.root(call).name),
    }
    if tags := tagging.shown(tx, serial):
        shown["Tags"] = tags
    return {"VirtualMFADevice": shown}


def _tied(call: Call, device: MfaDevice, owner: owners.Owner, req: Any) -> MfaDevice:
    """The device as two successive codes show it: in time, or out of it by the time that we waited for them."""
    codes = (req["AuthenticationCode1"], req["AuthenticationCode2"])
    now = totp.step_of(call.tx.now)
    step = totp.found(device.seed, codes, totp.near(now, totp.SEARCHED_STEPS))
    if step is None or step <= device.step:
        raise errors.wrong_codes()
    drift = step - now
    return device.replace(owner=owner.id, step=step, drift=drift if abs(drift) > totp.DELAY_STEPS else 0)


@operation("EnableMFADevice", on=owners.on_owner)
def enable_mfa_device(call: Call, req: shapes.EnableMFADeviceRequest) -> None:
    """Tie a device to a user, or to root where root calls: two successive codes prove that it is at hand.

    Errors: NoSuchEntity, EntityAlreadyExists, LimitExceeded, InvalidAuthenticationCode.
    Source: API Reference, EnableMFADevice.
    Differs: hardware devices are unknown, since nobody gives Fogbank their seeds.
    """
    owner = owners.of_request(call, req)
    device = _device(call, req["SerialNumber"])
    if device.owner:
        raise errors.device_taken()
    limits.check(call, "MFADevicesPerUser", len(in_use(call.tx, call.account, owner.id)) + 1)
    call.tx.put(_tied(call, device, owner, req).replace(enabled_at=call.tx.now))


@operation("ResyncMFADevice", on=owners.on_owner)
def resync_mfa_device(call: Call, req: shapes.ResyncMFADeviceRequest) -> None:
    """Learn from two successive codes how far off a device's clock is.

    Errors: NoSuchEntity, InvalidAuthenticationCode.
    Source: API Reference, ResyncMFADevice.
    """
    owner = owners.of_request(call, req)
    device = _device_of(call, owner, req["SerialNumber"])
    call.tx.put(_tied(call, device, owner, req))


@operation("DeactivateMFADevice", on=owners.on_owner)
def deactivate_mfa_device(call: Call, req: shapes.DeactivateMFADeviceRequest) -> None:
    """Part a device from its user. Who parts from a device of their own must have used one in this session.

    Errors: NoSuchEntity, AccessDenied.
    Source: API Reference, DeactivateMFADevice; observed AccessDenied.
    """
    owner = owners.of_request(call, req)
    device = _device_of(call, owner, req["SerialNumber"])
    session = call.principal.session
    with_mfa = session is not None and session.facts.get("aws:multifactorauthpresent") == "true"
    if owner.user is not None and call.principal.issuer == owner.arn and not with_mfa:
        raise errors.needs_mfa()
    call.tx.put(device.replace(owner="", enabled_at=0.0, drift=0))


@operation("DeleteVirtualMFADevice", on=_on_device)
def delete_virtual_mfa_device(call: Call, req: shapes.DeleteVirtualMFADeviceRequest) -> None:
    """Remove a device that nobody uses.

    Errors: NoSuchEntity, DeleteConflict.
    Source: API Reference, DeleteVirtualMFADevice.
    """
    device = _device(call, req["SerialNumber"])
    if device.owner:
        raise errors.device_in_use()
    tagging.remove_all(call.tx, device.serial)
    call.tx.delete(device)


@operation("ListMFADevices", on=owners.on_owner)
def list_mfa_devices(call: Call, req: shapes.ListMFADevicesRequest) -> Page:
    """The enabled devices of a user, or of whoever signs.

    Errors: NoSuchEntity.
    Source: API Reference, ListMFADevices.
    """
    owner = owners.of_request(call, req)
    rows = call.tx.scan(MfaDevice, call.account, owner.id, index="owner", after=call.resume)
    return listing.page(
        "MFADevices",
        rows,
        req,
        lambda device: {
            "UserName": owner.name,
            "SerialNumber": device.serial,
            "EnableDate": device.enabled_at,
        },
        lambda device: (device.account, device.key),  # an index goes on by the table's key
    )


@operation("ListVirtualMFADevices")
def list_virtual_mfa_devices(call: Call, req: shapes.ListVirtualMFADevicesRequest) -> Page:
    """The account's devices: assigned, unassigned or, unless something else is said, any.

    Source: API Reference, ListVirtualMFADevices.
    """
    wanted = req.get("AssignmentStatus", "Any")
    rows = (
        device
        for device in call.tx.scan(MfaDevice, call.account, after=call.resume)
        if wanted == "Any" or bool(device.owner) == (wanted == "Assigned")
    )
    return listing.page("VirtualMFADevices", rows, req, lambda d: _shown(call, d), lambda d: (d.key,))


def _shown(call: Call, device: MfaDevice) -> shapes.VirtualMFADevice:
    shown: shapes.VirtualMFADevice = {"SerialNumber": device.serial}
    if device.owner:
        shown["User"] = owners.shown(owners.of_id(call, device.owner))
        shown["EnableDate"] = device.enabled_at
    return shown


@operation("GetMFADevice", on=owners.on_owner)
def get_mfa_device(call: Call, req: shapes.GetMFADeviceRequest) -> shapes.GetMFADeviceResponse:
    """One enabled device.

    Errors: NoSuchEntity.
    Source: API Reference, GetMFADevice.
    Differs: AWS takes the ARNs of FIDO security keys only; there are none here.
    """
    device = _device(call, req["SerialNumber"])
    if not device.owner:
        raise errors.no_device(device.serial)
    owner = owners.of_id(call, device.owner)
    if "UserName" in req and owners.of_request(call, req).id != owner.id:
        raise errors.device_of_nobody(device.serial, req["UserName"])
    return {"UserName": owner.name, "SerialNumber": device.serial, "EnableDate": device.enabled_at}


@operation("TagMFADevice", on=_on_device)
def tag_mfa_device(call: Call, req: shapes.TagMFADeviceRequest) -> None:
    """Set tags beside those that are there.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded.
    Source: API Reference, TagMFADevice.
    """
    tagging.add(call.tx, _device(call, req["SerialNumber"]).serial, req["Tags"])


@operation("UntagMFADevice", on=_on_device)
def untag_mfa_device(call: Call, req: shapes.UntagMFADeviceRequest) -> None:
    """Take tags away.

    Errors: NoSuchEntity.
    Source: API Reference, UntagMFADevice.
    """
    tagging.remove(call.tx, _device(call, req["SerialNumber"]).serial, req["TagKeys"])


@operation("ListMFADeviceTags", on=_on_device)
def list_mfa_device_tags(call: Call, req: shapes.ListMFADeviceTagsRequest) -> Page:
    """The device's tags, sorted by key.

    Errors: NoSuchEntity.
    Source: API Reference, ListMFADeviceTags.
    """
    return tagging.listed(call, req, _device(call, req["SerialNumber"]).serial)
