"""SSH public keys. Source: IAM API Reference, UploadSSHPublicKey."""

from typing import Any

import pytest

from tests.cloud import Driver
from tests.services.iam import saml
from tests.services.iam.client import Client

KEY = (
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCtFOMuJIia/jxVst4gTMCBa0dbEpG373yHhIxMx8Ki+B154SzMPCp7vRs"
    "256CGtJk3NureUTng66RkoABaUbkMuFZ2YdkWf7yArcjx6sYxB29Ai6UqPm5WtiRZ0+Jh/rSMYXgIibEZ5X3BRNGW/QjmXP"
    "X+FIKBb+7/msYF4oVfd5HGBvcsxOCHWwkwF0K7oTGb2i5tzCjt9tXpNceid4OvHn6zdDyGAtncH9jzPLqVFWwlnZJWjAg23"
    "12aZIyDCqBFkNRWO7nRpC02N72hF1il5txllUlo0EODjcMa9cBfzXNw05UifoBhMk2dVXu3hQ48p2l/OWYc80tuF9K+Y9vl"
)


@pytest.fixture
def iam(cloud: Driver) -> Client:
    found = Client(cloud)
    found.user("jo")
    return found


def upload(iam: Client, text: str) -> Any:
    return iam.call("UploadSSHPublicKey", UserName="jo", SSHPublicKeyBody=text)["SSHPublicKey"]


class TestShape:
    def test_uploaded_told_listed_switched_deleted(self, iam: Client) -> None:
        made = upload(iam, saml.public_ssh() + " jo@laptop\n")
        assert made["SSHPublicKeyId"].startswith("APKA")
        assert (made["Status"], made["UploadDate"]) == ("Active", iam.cloud.now())
        which = {"UserName": "jo", "SSHPublicKeyId": made["SSHPublicKeyId"]}
        assert iam.call("GetSSHPublicKey", **which, Encoding="SSH")["SSHPublicKey"] == made
        assert iam.call("ListSSHPublicKeys", UserName="jo")["SSHPublicKeys"] == [
            {**which, "Status": "Active", "UploadDate": made["UploadDate"]}
        ]
        iam.call("UpdateSSHPublicKey", **which, Status="Inactive")
        assert iam.call("GetSSHPublicKey", **which, Encoding="SSH")["SSHPublicKey"]["Status"] == "Inactive"
        iam.call("DeleteSSHPublicKey", **which)
        assert iam.call("ListSSHPublicKeys", UserName="jo")["SSHPublicKeys"] == []

    def test_either_encoding_in_and_out(self, iam: Client) -> None:
        made = upload(iam, saml.public_pem())
        assert made["SSHPublicKeyBody"] == saml.public_ssh()
        which = {"UserName": "jo", "SSHPublicKeyId": made["SSHPublicKeyId"]}
        assert (
            iam.call("GetSSHPublicKey", **which, Encoding="PEM")["SSHPublicKey"]["SSHPublicKeyBody"]
            == saml.public_pem()
        )

    def test_a_fingerprint(self, iam: Client) -> None:
        """What `ssh-keygen -lE md5` says of this key."""
        assert upload(iam, KEY)["Fingerprint"] == "5a:81:1b:0e:e6:9b:4b:97:89:3c:29:4f:72:87:c3:7d"


class TestRules:
    def test_what_is_no_key(self, iam: Client) -> None:
        wanted = ("UnrecognizedPublicKeyEncoding", "Invalid public key uploaded.")
        for text in ("text", "ssh-rsa AAAA", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"):
            assert iam.refused("UploadSSHPublicKey", UserName="jo", SSHPublicKeyBody=text) == wanted

    def test_2048_bits(self, iam: Client) -> None:
        weak = saml.public_ssh("weak", 1024)
        assert iam.refused("UploadSSHPublicKey", UserName="jo", SSHPublicKeyBody=weak)[0] == "InvalidPublicKey"

    def test_twice_for_one_user(self, iam: Client) -> None:
        upload(iam, saml.public_ssh())
        refused = iam.refused("UploadSSHPublicKey", UserName="jo", SSHPublicKeyBody=saml.public_pem())
        assert refused[0] == "DuplicateSSHPublicKey"
        iam.user("al")
        iam.call("UploadSSHPublicKey", UserName="al", SSHPublicKeyBody=saml.public_ssh())

    def test_five(self, iam: Client) -> None:
        """Source: IAM User Guide, IAM and STS quotas: SSH public keys of a user: 5."""
        for name in ("one", "two", "three", "leaf", "middle"):
            upload(iam, saml.public_ssh(name))
        refused = iam.refused("UploadSSHPublicKey", UserName="jo", SSHPublicKeyBody=saml.public_ssh("top"))
        assert refused == ("LimitExceeded", "Cannot exceed quota for SSHPublicKeysPerUser: 5")

    @pytest.mark.parametrize(
        ("operation", "more"),
        [
            ("GetSSHPublicKey", {"Encoding": "SSH"}),
            ("UpdateSSHPublicKey", {"Status": "Active"}),
            ("DeleteSSHPublicKey", {}),
        ],
    )
    def test_one_that_is_not_there(self, iam: Client, operation: str, more: dict[str, str]) -> None:
        iam.user("al")
        made = upload(iam, saml.public_ssh())
        refused = iam.refused(operation, UserName="al", SSHPublicKeyId=made["SSHPublicKeyId"], **more)
        assert refused == ("NoSuchEntity", f"The Public Key with id {made['SSHPublicKeyId']} cannot be found.")
        nobody = iam.refused(operation, UserName="nobody", SSHPublicKeyId=made["SSHPublicKeyId"], **more)
        assert nobody == ("NoSuchEntity", "The user with name nobody cannot be found.")

    def test_nobody_makes_one_expired(self, iam: Client) -> None:
        made = upload(iam, saml.public_ssh())
        which = {"UserName": "jo", "SSHPublicKeyId": made["SSHPublicKeyId"]}
        assert iam.refused("UpdateSSHPublicKey", **which, Status="Expired")[0] == "InvalidInput"


class TestBehaviour:
    def test_ones_own_in_pages(self, iam: Client) -> None:
        al = iam.user("al")
        iam.allow("al", "iam:ListSSHPublicKeys")
        for name in ("one", "two"):
            iam.call("UploadSSHPublicKey", UserName="al", SSHPublicKeyBody=saml.public_ssh(name))
        first = iam.call("ListSSHPublicKeys", as_=al, MaxItems=1)
        rest = iam.call("ListSSHPublicKeys", as_=al, Marker=first["Marker"])
        assert len({key["SSHPublicKeyId"] for page in (first, rest) for key in page["SSHPublicKeys"]}) == 2

    def test_a_renamed_user_keeps_them(self, iam: Client) -> None:
        upload(iam, saml.public_ssh())
        iam.call("UpdateUser", UserName="jo", NewUserName="joan")
        [key] = iam.call("ListSSHPublicKeys", UserName="joan")["SSHPublicKeys"]
        assert key["UserName"] == "joan"
