"""Every call is on record, cryptographic ones too, and every use is counted. KMS-008."""

from fogbank.kernel.audit import TrailEntry
from fogbank.kernel.meter import Usage
from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import Kms


def test_calls_and_their_errors(kms: Kms) -> None:
    key = kms.key()
    kms.open(kms.seal(key))
    kms.call("DisableKey", KeyId=key)
    kms.error("Encrypt", KeyId=key, Plaintext=b"x")
    kernel = kms.cloud.cloud.kernel  # CloudTrail is what tells it to users
    entries = list(kernel.store.begin(0.0).scan(TrailEntry, ACCOUNT, REGION))
    found = {(entry.operation, entry.error_code) for entry in entries if entry.service == "kms"}
    assert {("Encrypt", ""), ("Decrypt", ""), ("Encrypt", "DisabledException")} <= found
    assert all(b"secret" not in entry.params for entry in entries)


def test_usage(kms: Kms) -> None:
    """Source: AWS price list, service code awskms."""
    key = kms.key()
    kms.open(kms.seal(key))
    kms.call("GenerateDataKeyPair", KeyId=key, KeyPairSpec="ECC_NIST_P256")
    kms.call("Sign", KeyId=kms.pair("ECC_NIST_P256"), Message=b"m", SigningAlgorithm="ECDSA_SHA_256")
    kernel = kms.cloud.cloud.kernel
    kernel.store.flush_usage()
    rows = kernel.store.begin(0.0).scan(Usage, ACCOUNT, REGION, "kms")
    assert {row.usage_type: row.quantity for row in rows} == {
        "KMS-Requests": 2,
        "KMS-Requests-GenerateDatakeyPair-ECC": 1,
        "KMS-Requests-Asymmetric": 1,
    }
