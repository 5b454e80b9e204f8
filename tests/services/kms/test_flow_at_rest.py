"""What a data directory holds, and what outlives a restart. ENC-002, ENC-005."""

from pathlib import Path

from tests.cloud import running
from tests.services.kms.conftest import Kms
from tests.services.kms.wrapping import put

MATERIAL = b"key material that nobody may see"


def test_no_key_material_in_clear_and_all_works_after_a_restart(tmp_path: Path) -> None:
    with running(data=tmp_path) as driver:
        kms = Kms(driver)
        imported, own = kms.key(Origin="EXTERNAL"), kms.key()
        put(kms, imported, MATERIAL)
        pair = kms.call("GenerateDataKeyPair", KeyId=own, KeyPairSpec="ECC_NIST_P256")
        signer = kms.pair("ECC_NIST_P256")
        blobs = [kms.seal(key, b"a marker in clear") for key in (imported, own)]
        signature = kms.call("Sign", KeyId=signer, Message=b"m", SigningAlgorithm="ECDSA_SHA_256")["Signature"]
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "vault.key")
    for secret in (MATERIAL, b"a marker in clear", pair["PrivateKeyPlaintext"]):
        assert secret not in held
    assert (tmp_path / "vault.key").read_bytes() not in held
    with running(data=tmp_path) as driver:
        kms = Kms(driver)
        assert [kms.open(blob) for blob in blobs] == [b"a marker in clear"] * 2
        params = {"KeyId": signer, "Message": b"m", "SigningAlgorithm": "ECDSA_SHA_256", "Signature": signature}
        assert kms.call("Verify", **params)["SignatureValid"]
