"""Signatures, public keys, and message authentication codes."""

import hmac
from collections.abc import Mapping
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import NotImplementedHere
from fogbank.kernel.operation import operation
from fogbank.services.kms import access, errors, finding, grants, material, pairs, rules, using
from fogbank.services.kms._shapes import (
    GenerateMacRequest,
    GenerateMacResponse,
    GetPublicKeyRequest,
    GetPublicKeyResponse,
    SignRequest,
    SignResponse,
    VerifyMacRequest,
    VerifyMacResponse,
    VerifyRequest,
    VerifyResponse,
)
from fogbank.services.kms.records import Key
from fogbank.services.kms.specs import (
    AGREEMENT,
    ENCAPSULATION,
    ENCRYPTION,
    MAC,
    SECRET_FAMILIES,
    SIGNING,
    SPECS,
)


@operation("Sign", on=access.on_named_key)
def sign(call: Call, req: SignRequest) -> SignResponse:
    """Sign a message of up to 4,096 bytes, or the digest of one of any length.

    Errors: NotFoundException, DisabledException, KMSInvalidStateException, InvalidKeyUsageException,
    InvalidGrantTokenException, DryRunOperationException, ValidationException, ThrottlingException.
    Source: API Reference, Sign.
    Differs: ED25519_PH_SHA_512 answers 501.
    """
    key, kind = _signing_key(call, req)
    using.end(call, req, key)
    algorithm = req["SigningAlgorithm"]
    signature = pairs.sign(material.private_of(call, key), algorithm, kind, req["Message"])
    return {"KeyId": key.arn, "Signature": signature, "SigningAlgorithm": algorithm}


@operation("Verify", on=access.on_named_key)
def verify(call: Call, req: VerifyRequest) -> VerifyResponse:
    """Whether a signature is one of this message; where it is not, that is an error.

    Errors: as of Sign, KMSInvalidSignatureException.
    Source: API Reference, Verify.
    """
    key, kind = _signing_key(call, req)
    algorithm = req["SigningAlgorithm"]
    if not pairs.verify(key.public, algorithm, kind, req["Message"], req["Signature"]):
        raise errors.bad_signature()
    using.end(call, req, key)
    return {"KeyId": key.arn, "SignatureValid": True, "SigningAlgorithm": algorithm}


def _signing_key(call: Call, req: Mapping[str, Any]) -> tuple[Key, str]:
    """The key, and what the message is: RAW, DIGEST or EXTERNAL_MU.

    Source: API Reference, Sign, MessageType; the text for types that do not fit is ours.
    """
    algorithm, kind = req["SigningAlgorithm"], req.get("MessageType", "RAW")
    key = using.begin_named(call, req, SIGNING, algorithm)
    fitting = {
        "ML_DSA_SHAKE_256": ("RAW", "EXTERNAL_MU"),
        "ED25519_SHA_512": ("RAW",),
        "ED25519_PH_SHA_512": ("DIGEST",),
    }
    if kind not in fitting.get(algorithm, ("RAW", "DIGEST")):
        raise errors.invalid(f"Message type {kind} is not valid for algorithm {algorithm}.")
    if not pairs.digest_fits(algorithm, kind, req["Message"]):
        raise errors.wrong_digest(algorithm)
    if algorithm == "ED25519_PH_SHA_512":
        raise NotImplementedHere("kms", f"{call.operation} with {algorithm}")
    return key, kind


@operation("GetPublicKey", on=access.on_named_key)
def get_public_key(call: Call, req: GetPublicKeyRequest) -> GetPublicKeyResponse:
    """The public key, and what KMS lets it be used for.

    Errors: NotFoundException, InvalidArnException, DisabledException, KMSInvalidStateException,
    UnsupportedOperationException, InvalidGrantTokenException.
    Source: API Reference, GetPublicKey.
    """
    key = finding.key_at(call, req["KeyId"], aliases=True)
    grants.check_tokens(call, req.get("GrantTokens", []))
    rules.check_state(key, "GetPublicKey")
    if SPECS[key.spec].family in SECRET_FAMILIES:
        raise errors.unsupported(f"{key.arn} key spec is {key.spec} which is not valid for this operation.")
    answer: GetPublicKeyResponse = {
        "KeyId": key.arn,
        "PublicKey": key.public,
        "CustomerMasterKeySpec": key.spec,
        "KeySpec": key.spec,
        "KeyUsage": key.usage,
    }
    algorithms = list(SPECS[key.spec].algorithms[key.usage])
    members: dict[str, GetPublicKeyResponse] = {
        ENCRYPTION: {"EncryptionAlgorithms": algorithms},
        SIGNING: {"SigningAlgorithms": algorithms},
        AGREEMENT: {"KeyAgreementAlgorithms": algorithms},
        ENCAPSULATION: {"EncapsulationAlgorithms": algorithms},
    }
    return {**answer, **members[key.usage]}


@operation("GenerateMac", on=access.on_named_key)
def generate_mac(call: Call, req: GenerateMacRequest) -> GenerateMacResponse:
    """The HMAC of a message of up to 4,096 bytes.

    Errors: NotFoundException, DisabledException, KMSInvalidStateException, InvalidKeyUsageException,
    InvalidGrantTokenException, DryRunOperationException, ThrottlingException.
    Source: API Reference, GenerateMac.
    """
    algorithm = req["MacAlgorithm"]
    key = using.begin_named(call, req, MAC, algorithm)
    using.end(call, req, key)
    return {"Mac": _mac(call, key, algorithm, req["Message"]), "MacAlgorithm": algorithm, "KeyId": key.arn}


@operation("VerifyMac", on=access.on_named_key)
def verify_mac(call: Call, req: VerifyMacRequest) -> VerifyMacResponse:
    """Whether an HMAC is the one of this message; where it is not, that is an error.

    Errors: as of GenerateMac, KMSInvalidMacException.
    Source: API Reference, VerifyMac.
    """
    algorithm = req["MacAlgorithm"]
    key = using.begin_named(call, req, MAC, algorithm)
    if not hmac.compare_digest(_mac(call, key, algorithm, req["Message"]), req["Mac"]):
        raise errors.bad_mac()
    using.end(call, req, key)
    return {"KeyId": key.arn, "MacValid": True, "MacAlgorithm": algorithm}


def _mac(call: Call, key: Key, algorithm: str, message: bytes) -> bytes:
    return hmac.digest(material.private_of(call, key), message, pairs.hash_of(algorithm).name)
