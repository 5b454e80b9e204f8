"""boto3 against KMS; what it signs and encrypts is checked by OpenSSL's own command line."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.journeys.conftest import Client

OAEP = [
    part
    for option in ("rsa_padding_mode:oaep", "rsa_oaep_md:sha256", "rsa_mgf1_md:sha256")
    for part in ("-pkeyopt", option)
]


@pytest.fixture(scope="module")
def kms(client: Client) -> Any:
    return client("kms")


def openssl(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["openssl", *map(str, arguments)], capture_output=True, check=False)


def key(kms: Any, **params: Any) -> str:
    arn: str = kms.create_key(**params)["KeyMetadata"]["Arn"]
    return arn


def public_key(kms: Any, arn: str, folder: Path) -> Path:
    """A key's public key as a file that OpenSSL reads."""
    der = folder / "public.der"
    der.write_bytes(kms.get_public_key(KeyId=arn)["PublicKey"])
    pem = folder / "public.pem"
    done = openssl("pkey", "-pubin", "-inform", "DER", "-in", der, "-out", pem)
    assert done.returncode == 0, done.stderr
    return pem


def test_encrypt_and_decrypt(kms: Any) -> None:
    """KMS-001, ENC-004."""
    arn = key(kms, Description="journey")
    sealed = kms.encrypt(KeyId=arn, Plaintext=b"\x00\xffsecret", EncryptionContext={"team": "red"})
    opened = kms.decrypt(CiphertextBlob=sealed["CiphertextBlob"], EncryptionContext={"team": "red"})
    assert (opened["Plaintext"], opened["KeyId"]) == (b"\x00\xffsecret", arn)
    with pytest.raises(kms.exceptions.InvalidCiphertextException) as wrong:
        kms.decrypt(CiphertextBlob=sealed["CiphertextBlob"])
    assert wrong.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


@pytest.mark.parametrize(
    ("algorithm", "options"),
    [
        ("RSASSA_PSS_SHA_256", ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"]),
        ("RSASSA_PKCS1_V1_5_SHA_512", []),
    ],
)
def test_openssl_verifies_rsa_signatures(kms: Any, tmp_path: Path, algorithm: str, options: list[str]) -> None:
    arn = key(kms, KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
    _verified(kms, tmp_path, arn, algorithm, options)


@pytest.mark.parametrize(
    ("spec", "algorithm"),
    [("ECC_NIST_P256", "ECDSA_SHA_256"), ("ECC_NIST_P521", "ECDSA_SHA_512"), ("ECC_SECG_P256K1", "ECDSA_SHA_256")],
)
def test_openssl_verifies_ecdsa_signatures(kms: Any, tmp_path: Path, spec: str, algorithm: str) -> None:
    _verified(kms, tmp_path, key(kms, KeySpec=spec, KeyUsage="SIGN_VERIFY"), algorithm, [])


def _verified(kms: Any, folder: Path, arn: str, algorithm: str, options: list[str]) -> None:
    message, signature = folder / "message", folder / "signature"
    message.write_bytes(b"to sign")
    answer = kms.sign(KeyId=arn, Message=message.read_bytes(), SigningAlgorithm=algorithm)
    signature.write_bytes(answer["Signature"])
    pem = public_key(kms, arn, folder)
    verify = ["dgst", f"-sha{algorithm[-3:]}", *options, "-verify", pem, "-signature", signature]
    assert openssl(*verify, message).returncode == 0
    message.write_bytes(b"to sigh")
    assert openssl(*verify, message).returncode != 0


def test_openssl_verifies_an_ed25519_signature(kms: Any, tmp_path: Path) -> None:
    arn = key(kms, KeySpec="ECC_NIST_EDWARDS25519", KeyUsage="SIGN_VERIFY")
    message, signature = tmp_path / "message", tmp_path / "signature"
    message.write_bytes(b"to sign")
    answer = kms.sign(KeyId=arn, Message=b"to sign", SigningAlgorithm="ED25519_SHA_512")
    signature.write_bytes(answer["Signature"])
    pem = public_key(kms, arn, tmp_path)
    done = openssl("pkeyutl", "-verify", "-pubin", "-inkey", pem, "-rawin", "-in", message, "-sigfile", signature)
    assert done.returncode == 0, done.stderr


def test_what_openssl_encrypts_with_the_public_key_is_decrypted(kms: Any, tmp_path: Path) -> None:
    """ENC-005: the private key never leaves."""
    arn = key(kms, KeySpec="RSA_3072", KeyUsage="ENCRYPT_DECRYPT")
    pem, data, sealed = public_key(kms, arn, tmp_path), tmp_path / "data", tmp_path / "sealed"
    data.write_bytes(b"from outside")
    done = openssl("pkeyutl", "-encrypt", "-pubin", "-inkey", pem, *OAEP, "-in", data, "-out", sealed)
    assert done.returncode == 0, done.stderr
    opened = kms.decrypt(CiphertextBlob=sealed.read_bytes(), KeyId=arn, EncryptionAlgorithm="RSAES_OAEP_SHA_256")
    assert opened["Plaintext"] == b"from outside"


def test_a_data_key_encrypts_outside(kms: Any, tmp_path: Path) -> None:
    """KMS-003, ENC-003: envelope encryption, with the plain key used by OpenSSL and forgotten."""
    made = kms.generate_data_key(KeyId=key(kms), KeySpec="AES_256")
    data, stored = tmp_path / "data", tmp_path / "stored"
    data.write_bytes(b"the data" * 100)
    cipher = ["-aes-256-ctr", "-iv", "0" * 32]
    openssl("enc", *cipher, "-K", made["Plaintext"].hex(), "-in", data, "-out", stored)
    assert b"the data" not in stored.read_bytes()
    again = kms.decrypt(CiphertextBlob=made["CiphertextBlob"])["Plaintext"]
    done = openssl("enc", "-d", *cipher, "-K", again.hex(), "-in", stored)
    assert done.stdout == data.read_bytes()


def test_a_data_key_pair_is_one(kms: Any, tmp_path: Path) -> None:
    made = kms.generate_data_key_pair(KeyId=key(kms), KeyPairSpec="RSA_2048")
    private = tmp_path / "private.der"
    private.write_bytes(made["PrivateKeyPlaintext"])
    done = openssl("pkey", "-inform", "DER", "-in", private, "-pubout", "-outform", "DER")
    assert done.stdout == made["PublicKey"]


def test_both_sides_of_an_agreement(kms: Any, tmp_path: Path) -> None:
    arn = key(kms, KeySpec="ECC_NIST_P384", KeyUsage="KEY_AGREEMENT")
    pem, mine, public = public_key(kms, arn, tmp_path), tmp_path / "mine.pem", tmp_path / "mine.der"
    openssl("ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", mine)
    openssl("pkey", "-in", mine, "-pubout", "-outform", "DER", "-out", public)
    theirs = kms.derive_shared_secret(KeyId=arn, KeyAgreementAlgorithm="ECDH", PublicKey=public.read_bytes())
    done = openssl("pkeyutl", "-derive", "-inkey", mine, "-peerkey", pem)
    assert done.stdout == theirs["SharedSecret"]


def test_imported_material_makes_the_macs_that_openssl_makes(kms: Any, tmp_path: Path) -> None:
    arn = key(kms, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC", Origin="EXTERNAL")
    wrapping = {"WrappingAlgorithm": "RSAES_OAEP_SHA_256", "WrappingKeySpec": "RSA_2048"}
    got = kms.get_parameters_for_import(KeyId=arn, **wrapping)
    material, der, wrapped = tmp_path / "material", tmp_path / "wrapping.der", tmp_path / "wrapped"
    material.write_bytes(bytes(range(32)))
    der.write_bytes(got["PublicKey"])
    encrypt = ["pkeyutl", "-encrypt", "-pubin", "-keyform", "DER", "-inkey", der, *OAEP]
    assert openssl(*encrypt, "-in", material, "-out", wrapped).returncode == 0
    kms.import_key_material(
        KeyId=arn,
        ImportToken=got["ImportToken"],
        EncryptedKeyMaterial=wrapped.read_bytes(),
        ExpirationModel="KEY_MATERIAL_DOES_NOT_EXPIRE",
    )
    mac = kms.generate_mac(KeyId=arn, Message=b"m", MacAlgorithm="HMAC_SHA_256")["Mac"]
    data = tmp_path / "data"
    data.write_bytes(b"m")
    done = openssl("mac", "-digest", "SHA256", "-macopt", f"hexkey:{material.read_bytes().hex()}", "-in", data, "HMAC")
    assert done.stdout.strip().lower() == mac.hex().encode()


def test_pages_aliases_and_grants(kms: Any, client: Client) -> None:
    arns = {key(kms) for _ in range(3)}
    pages = list(kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 2}))
    assert arns <= {each["KeyArn"] for page in pages for each in page["Keys"]}
    arn = arns.pop()
    kms.create_alias(AliasName="alias/journey", TargetKeyId=arn)
    assert kms.describe_key(KeyId="alias/journey")["KeyMetadata"]["Arn"] == arn
    guest = client("kms", aws_access_key_id="222222222222", aws_secret_access_key="any")
    blob = kms.encrypt(KeyId="alias/journey", Plaintext=b"x")["CiphertextBlob"]
    with pytest.raises(ClientError) as refused:
        guest.decrypt(CiphertextBlob=blob)
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    made = kms.create_grant(
        KeyId=arn, GranteePrincipal="arn:aws:iam::222222222222:root", Operations=["Decrypt", "RetireGrant"]
    )
    assert guest.decrypt(CiphertextBlob=blob, GrantTokens=[made["GrantToken"]])["Plaintext"] == b"x"
    guest.retire_grant(KeyId=arn, GrantId=made["GrantId"])
    with pytest.raises(ClientError):
        guest.decrypt(CiphertextBlob=blob)


def test_errors_are_classes_of_the_client(kms: Any) -> None:
    arn = key(kms)
    kms.disable_key(KeyId=arn)
    with pytest.raises(kms.exceptions.DisabledException, match="is disabled"):
        kms.encrypt(KeyId=arn, Plaintext=b"x")
    with pytest.raises(kms.exceptions.NotFoundException):
        kms.describe_key(KeyId="alias/none")
    with pytest.raises(kms.exceptions.InvalidMarkerException):
        kms.list_keys(Marker="made-up")
    with pytest.raises(ClientError) as missing:
        kms.describe_custom_key_stores()
    assert missing.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert "DescribeCustomKeyStores" in missing.value.response["Error"]["Message"]
