"""Virtual MFA devices (IAM-008, IAM-009, IAM-021). Source: IAM API Reference, CreateVirtualMFADevice and the like."""

import base64

import pytest

from fogbank.kernel.identity.principal import root_of
from fogbank.services.iam import totp as service_totp
from fogbank.services.iam.operations.devices import Proof, verify
from tests.cloud import ACCOUNT, Driver
from tests.services.iam.client import Client, Device, totp

OTHERS = "111122223333"
# RFC 6238, appendix B: SHA-1, the last six of eight digits.
RFC_SEED = b"12345678901234567890"
RFC_CODES = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}


def proof(device: Device, code: str) -> Proof:
    """What STS is told about a code; taken codes stay taken."""
    kernel = device.iam.cloud.cloud.kernel
    tx = kernel.store.begin(kernel.clock.now())
    found = verify(tx, device.serial, code, kernel.clock.now())
    kernel.store.apply(tx)
    return found


class TestCodes:
    @pytest.mark.parametrize("at", RFC_CODES)
    def test_codes_are_those_of_the_standard(self, at: int) -> None:
        assert service_totp.code_at(RFC_SEED, service_totp.step_of(at)) == RFC_CODES[at]
        assert totp(base64.b32encode(RFC_SEED), at) == RFC_CODES[at]


class TestCreate:
    def test_a_seed_and_a_picture_of_it(self, iam: Client) -> None:
        made = iam.call("CreateVirtualMFADevice", VirtualMFADeviceName="phone", Tags=[{"Key": "a", "Value": "b"}])
        device = made["VirtualMFADevice"]
        assert device["SerialNumber"] == f"arn:aws:iam::{ACCOUNT}:mfa/phone"
        assert len(device["Base32StringSeed"]) == 64
        assert len(base64.b32decode(device["Base32StringSeed"])) == 40
        assert device["QRCodePNG"].startswith(b"\x89PNG\r\n\x1a\n")
        assert device["Tags"] == [{"Key": "a", "Value": "b"}]
        assert "User" not in device

    def test_each_has_a_seed_of_its_own(self, iam: Client) -> None:
        assert iam.device("a").seed != iam.device("b").seed

    def test_a_path_is_part_of_the_serial_number(self, iam: Client) -> None:
        assert iam.device("phone", Path="/ops/").serial == f"arn:aws:iam::{ACCOUNT}:mfa/ops/phone"
        iam.device("phone")

    def test_twice(self, iam: Client) -> None:
        iam.device("phone")
        assert iam.refused("CreateVirtualMFADevice", VirtualMFADeviceName="Phone") == (
            "EntityAlreadyExists",
            "MFADevice entity at the same path and name already exists.",
        )

    def test_another_account_may_have_the_same(self, iam: Client, cloud: Driver) -> None:
        iam.device("phone")
        assert Client(cloud, OTHERS).device("phone").serial == f"arn:aws:iam::{OTHERS}:mfa/phone"

    def test_a_name_has_a_form(self, iam: Client) -> None:
        assert iam.refused("CreateVirtualMFADevice", VirtualMFADeviceName="my phone")[0] == "ValidationError"

    def test_a_serial_number_has_a_length(self, iam: Client) -> None:
        """Up to 256 characters. Source: IAM API Reference, VirtualMFADevice, SerialNumber."""
        longest = "x" * (256 - len(f"arn:aws:iam::{ACCOUNT}:mfa/"))
        assert len(iam.device(longest).serial) == 256
        assert iam.refused("CreateVirtualMFADevice", VirtualMFADeviceName=f"{longest}x")[0] == "InvalidInput"

    def test_tags_have_rules(self, iam: Client) -> None:
        twice = [{"Key": "team", "Value": "a"}, {"Key": "Team", "Value": "b"}]
        assert iam.refused("CreateVirtualMFADevice", VirtualMFADeviceName="x", Tags=twice) == (
            "InvalidInput",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        )
        ours = [{"Key": "aws:x", "Value": "a"}]
        assert iam.refused("CreateVirtualMFADevice", VirtualMFADeviceName="x", Tags=ours)[0] == "InvalidInput"
        assert iam.call("ListVirtualMFADevices")["VirtualMFADevices"] == []


class TestEnable:
    def test_two_successive_codes(self, iam: Client) -> None:
        """IAM-008."""
        jo = iam.user("jo")
        device = iam.device()
        device.enable("jo")
        assert iam.call("ListMFADevices", UserName="jo") == {
            "MFADevices": [{"UserName": "jo", "SerialNumber": device.serial, "EnableDate": iam.cloud.now()}],
            "IsTruncated": False,
        }
        assert iam.call("GetMFADevice", SerialNumber=device.serial)["UserName"] == "jo"
        assert proof(device, totp(device.seed, iam.cloud.now() + 30)) == Proof(jo.id, True)

    @pytest.mark.parametrize(
        "codes",
        [("000000", "000000"), ("same", "same"), ("second", "first"), ("first", "third")],
    )
    def test_wrong_codes(self, iam: Client, codes: tuple[str, str]) -> None:
        """IAM-008."""
        iam.user("jo")
        device, now = iam.device(), iam.cloud.now()
        places = {"first": now - 30, "second": now, "third": now + 30, "same": now}
        sent = [totp(device.seed, places[code]) if code in places else code for code in codes]
        assert iam.refused(
            "EnableMFADevice",
            UserName="jo",
            SerialNumber=device.serial,
            AuthenticationCode1=sent[0],
            AuthenticationCode2=sent[1],
        ) == ("InvalidAuthenticationCode", "Authentication code for device is not valid.")
        assert iam.call("ListMFADevices", UserName="jo")["MFADevices"] == []

    def test_codes_of_another_device(self, iam: Client) -> None:
        iam.user("jo")
        mine, other = iam.device("mine"), iam.device("other")
        refused = iam.refused("EnableMFADevice", UserName="jo", SerialNumber=mine.serial, **other.codes())
        assert refused[0] == "InvalidAuthenticationCode"

    def test_codes_of_long_ago(self, iam: Client) -> None:
        iam.user("jo")
        device = iam.device()
        late = device.codes()
        iam.cloud.advance(3600)
        refused = iam.refused("EnableMFADevice", UserName="jo", SerialNumber=device.serial, **late)
        assert refused[0] == "InvalidAuthenticationCode"

    def test_codes_are_of_six_digits(self, iam: Client) -> None:
        iam.user("jo")
        device = iam.device()
        codes = {"AuthenticationCode1": "12345", "AuthenticationCode2": "abcdef"}
        assert (
            iam.refused("EnableMFADevice", UserName="jo", SerialNumber=device.serial, **codes)[0] == "ValidationError"
        )

    def test_a_device_has_one_user(self, iam: Client) -> None:
        iam.user("jo")
        iam.user("al")
        device = iam.device()
        device.enable("jo")
        iam.cloud.advance(60)
        refused = iam.refused("EnableMFADevice", UserName="al", SerialNumber=device.serial, **device.codes())
        assert refused[0] == "EntityAlreadyExists"

    def test_eight_for_one_user(self, iam: Client) -> None:
        """IAM-009. Source: IAM User Guide, IAM and STS quotas: MFA devices in use by a user: 8."""
        iam.user("jo")
        for n in range(8):
            iam.device(f"d{n}").enable("jo")
        ninth = iam.device("d8")
        refused = iam.refused("EnableMFADevice", UserName="jo", SerialNumber=ninth.serial, **ninth.codes())
        assert refused == ("LimitExceeded", "Cannot exceed quota for MFADevicesPerUser: 8")
        iam.user("al")
        ninth.enable("al")

    def test_nobody_and_nothing(self, iam: Client) -> None:
        device = iam.device()
        assert iam.refused("EnableMFADevice", UserName="jo", SerialNumber=device.serial, **device.codes()) == (
            "NoSuchEntity",
            "The user with name jo cannot be found.",
        )
        iam.user("jo")
        missing = f"arn:aws:iam::{ACCOUNT}:mfa/none"
        assert iam.refused("EnableMFADevice", UserName="jo", SerialNumber=missing, **device.codes()) == (
            "NoSuchEntity",
            f"VirtualMFADevice with serial number {missing} does not exist.",
        )

    def test_root_too(self, iam: Client) -> None:
        """IAM-021."""
        device = iam.device("root-account-mfa-device")
        device.enable("root")
        [listed] = iam.call("ListMFADevices")["MFADevices"]
        assert listed["SerialNumber"] == device.serial
        [shown] = iam.call("ListVirtualMFADevices", AssignmentStatus="Assigned")["VirtualMFADevices"]
        assert shown["User"]["Arn"] == f"arn:aws:iam::{ACCOUNT}:root"
        assert shown["User"]["UserId"] == ACCOUNT
        assert proof(device, totp(device.seed, iam.cloud.now() + 30)) == Proof(root_of(ACCOUNT).id, True)
        iam.call("DeactivateMFADevice", SerialNumber=device.serial)
        assert iam.call("ListMFADevices")["MFADevices"] == []


class TestCheck:
    def test_a_code_counts_once(self, iam: Client) -> None:
        """RFC 6238, section 5.2."""
        device = iam.device()
        device.enable("root")
        assert proof(device, totp(device.seed, iam.cloud.now())) == Proof(ACCOUNT, False), "it enabled the device"
        iam.cloud.advance(30)
        code = totp(device.seed, iam.cloud.now())
        assert proof(device, code).valid
        assert not proof(device, code).valid

    def test_a_code_before_one_that_was_taken(self, iam: Client) -> None:
        device = iam.device()
        device.enable("root")
        iam.cloud.advance(300)
        before, now = totp(device.seed, iam.cloud.now() - 30), totp(device.seed, iam.cloud.now())
        assert proof(device, now).valid
        assert not proof(device, before).valid

    def test_one_step_early_or_late(self, iam: Client) -> None:
        device = iam.device()
        device.enable("root")
        for off, valid in ((-90, False), (90, False), (-30, True), (30, True)):
            iam.cloud.advance(300)
            assert proof(device, totp(device.seed, iam.cloud.now() + off)).valid is valid, off

    def test_devices_that_are_not_enabled(self, iam: Client) -> None:
        device = iam.device()
        assert proof(device, totp(device.seed, iam.cloud.now())) == Proof("", False)
        device.serial = "not a serial number"
        assert proof(device, "000000") == Proof("", False)


class TestResync:
    def test_a_slow_clock(self, iam: Client) -> None:
        """Enabled late, a device is out of sync until it is resynchronised. Source: API Reference, EnableMFADevice."""
        iam.user("jo")
        device = iam.device()
        late = device.codes()
        iam.cloud.advance(300)
        iam.call("EnableMFADevice", UserName="jo", SerialNumber=device.serial, **late)
        iam.cloud.advance(60)
        assert not proof(device, totp(device.seed, iam.cloud.now())).valid
        iam.call("ResyncMFADevice", UserName="jo", SerialNumber=device.serial, **device.codes())
        iam.cloud.advance(30)
        assert proof(device, totp(device.seed, iam.cloud.now())).valid

    def test_a_clock_that_stays_slow(self, iam: Client) -> None:
        iam.user("jo")
        device = iam.device()
        device.enable("jo")
        iam.cloud.advance(600)
        iam.call("ResyncMFADevice", UserName="jo", SerialNumber=device.serial, **device.codes(late_s=240))
        iam.cloud.advance(60)
        assert not proof(device, totp(device.seed, iam.cloud.now())).valid
        assert proof(device, totp(device.seed, iam.cloud.now() - 240)).valid

    def test_wrong_codes_and_devices(self, iam: Client) -> None:
        iam.user("jo")
        device = iam.device()
        codes = {"AuthenticationCode1": "000000", "AuthenticationCode2": "000000"}
        asked = {"UserName": "jo", "SerialNumber": device.serial}
        assert iam.refused("ResyncMFADevice", **asked, **codes)[0] == "NoSuchEntity"
        device.enable("jo")
        assert iam.refused("ResyncMFADevice", **asked, **codes)[0] == "InvalidAuthenticationCode"
        assert iam.refused("ResyncMFADevice", **asked, **device.codes())[0] == "InvalidAuthenticationCode", "replayed"


class TestDeactivate:
    def test_it_can_be_enabled_again(self, iam: Client) -> None:
        iam.user("jo")
        iam.user("al")
        device = iam.device()
        device.enable("jo")
        iam.call("DeactivateMFADevice", UserName="jo", SerialNumber=device.serial)
        assert iam.call("ListMFADevices", UserName="jo")["MFADevices"] == []
        iam.cloud.advance(60)
        device.enable("al")
        assert proof(device, "000000").valid is False

    def test_of_somebody_else(self, iam: Client) -> None:
        iam.user("jo")
        iam.user("al")
        device = iam.device()
        device.enable("jo")
        assert iam.refused("DeactivateMFADevice", UserName="al", SerialNumber=device.serial)[0] == "NoSuchEntity"
        assert iam.refused("DeactivateMFADevice", UserName="jo", SerialNumber="GAHT12345678")[0] == "NoSuchEntity"

    def test_ones_own_needs_a_session_with_mfa(self, iam: Client) -> None:
        jo, sure = iam.user("jo"), iam.user("sure", with_mfa=True)
        for user in (jo, sure):
            name = user.arn.rpartition("/")[2]
            iam.allow(name, "iam:*")
            iam.device(name).enable(name)
        serial = f"arn:aws:iam::{ACCOUNT}:mfa/"
        code, message = iam.refused("DeactivateMFADevice", as_=jo, UserName="jo", SerialNumber=f"{serial}jo")
        assert (code, message[:42]) == ("AccessDenied", "To complete this action, please ensure tha")
        iam.call("DeactivateMFADevice", as_=sure, UserName="sure", SerialNumber=f"{serial}sure")


class TestDelete:
    def test_only_one_that_nobody_uses(self, iam: Client) -> None:
        iam.user("jo")
        device = iam.device()
        device.enable("jo")
        assert iam.refused("DeleteVirtualMFADevice", SerialNumber=device.serial) == (
            "DeleteConflict",
            "MFA VirtualDevice in use. Must deactivate first.",
        )
        iam.call("DeactivateMFADevice", UserName="jo", SerialNumber=device.serial)
        iam.call("DeleteVirtualMFADevice", SerialNumber=device.serial)
        assert iam.refused("DeleteVirtualMFADevice", SerialNumber=device.serial)[0] == "NoSuchEntity"

    def test_its_tags_go_with_it(self, iam: Client) -> None:
        device = iam.device(Tags=[{"Key": "a", "Value": "b"}])
        iam.call("DeleteVirtualMFADevice", SerialNumber=device.serial)
        assert iam.call("ListMFADeviceTags", SerialNumber=iam.device().serial)["Tags"] == []


class TestLists:
    def test_by_assignment(self, iam: Client) -> None:
        iam.user("jo")
        free, taken = iam.device("free"), iam.device("taken")
        taken.enable("jo")

        def serials(**params: str) -> list[str]:
            return [d["SerialNumber"] for d in iam.call("ListVirtualMFADevices", **params)["VirtualMFADevices"]]

        assert serials() == serials(AssignmentStatus="Any") == [free.serial, taken.serial]
        assert serials(AssignmentStatus="Assigned") == [taken.serial]
        assert serials(AssignmentStatus="Unassigned") == [free.serial]
        [shown] = iam.call("ListVirtualMFADevices", AssignmentStatus="Assigned")["VirtualMFADevices"]
        assert shown["User"]["UserName"] == "jo"
        assert "Base32StringSeed" not in shown, "a seed is shown once"

    def test_in_pages(self, iam: Client) -> None:
        for n in range(5):
            iam.device(f"d{n}")
        seen, marker = [], {}
        for size in (2, 2, 1):
            answer = iam.call("ListVirtualMFADevices", MaxItems=2, **marker)
            assert len(answer["VirtualMFADevices"]) == size
            assert answer["IsTruncated"] is (size == 2)
            seen += [device["SerialNumber"] for device in answer["VirtualMFADevices"]]
            marker = {"Marker": answer["Marker"]} if answer["IsTruncated"] else {}
        assert len(set(seen)) == 5

    def test_ones_own(self, iam: Client) -> None:
        jo = iam.user("jo")
        iam.allow("jo", "iam:ListMFADevices")
        iam.device().enable("jo")
        iam.device("second").enable("jo")
        first = iam.call("ListMFADevices", as_=jo, MaxItems=1)
        second = iam.call("ListMFADevices", as_=jo, MaxItems=1, Marker=first["Marker"])
        names = [d["SerialNumber"].rpartition("/")[2] for page in (first, second) for d in page["MFADevices"]]
        assert names == ["phone", "second"]

    def test_a_device_by_its_serial_number(self, iam: Client) -> None:
        iam.user("jo")
        iam.user("al")
        device = iam.device()
        assert iam.refused("GetMFADevice", SerialNumber=device.serial)[0] == "NoSuchEntity"
        device.enable("jo")
        assert iam.call("GetMFADevice", SerialNumber=device.serial, UserName="jo")["EnableDate"] == iam.cloud.now()
        assert iam.refused("GetMFADevice", SerialNumber=device.serial, UserName="al")[0] == "NoSuchEntity"


class TestTags:
    def test_set_list_remove(self, iam: Client) -> None:
        device = iam.device()
        tags = [{"Key": key, "Value": "1"} for key in "cab"]
        iam.call("TagMFADevice", SerialNumber=device.serial, Tags=tags)
        iam.call("TagMFADevice", SerialNumber=device.serial, Tags=[{"Key": "A", "Value": "2"}])
        first = iam.call("ListMFADeviceTags", SerialNumber=device.serial, MaxItems=2)
        assert first["Tags"] == [{"Key": "A", "Value": "2"}, {"Key": "b", "Value": "1"}], "keys ignore case"
        rest = iam.call("ListMFADeviceTags", SerialNumber=device.serial, Marker=first["Marker"])
        assert (rest["Tags"], rest["IsTruncated"]) == ([{"Key": "c", "Value": "1"}], False)
        iam.call("UntagMFADevice", SerialNumber=device.serial, TagKeys=["B", "none"])
        assert [t["Key"] for t in iam.call("ListMFADeviceTags", SerialNumber=device.serial)["Tags"]] == ["A", "c"]

    def test_fifty(self, iam: Client) -> None:
        device = iam.device(Tags=[{"Key": f"k{n}", "Value": ""} for n in range(50)])
        refused = iam.refused("TagMFADevice", SerialNumber=device.serial, Tags=[{"Key": "more", "Value": ""}])
        assert refused[0] == "LimitExceeded"

    @pytest.mark.parametrize("operation", ["TagMFADevice", "UntagMFADevice", "ListMFADeviceTags"])
    def test_of_nothing(self, iam: Client, operation: str) -> None:
        more = {"TagMFADevice": {"Tags": [{"Key": "a", "Value": "b"}]}, "UntagMFADevice": {"TagKeys": ["a"]}}
        refused = iam.refused(operation, SerialNumber=f"arn:aws:iam::{ACCOUNT}:mfa/none", **more.get(operation, {}))
        assert refused[0] == "NoSuchEntity"
