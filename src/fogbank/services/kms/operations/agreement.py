"""Secrets that two parties come to share: ECDH, and key encapsulation."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.kms import access, errors, material, pairs, using
from fogbank.services.kms._shapes import (
    DecapsulateRequest,
    DecapsulateResponse,
    DeriveSharedSecretRequest,
    DeriveSharedSecretResponse,
    EncapsulateRequest,
    EncapsulateResponse,
)
from fogbank.services.kms.specs import AGREEMENT, ENCAPSULATION


@operation("DeriveSharedSecret", on=access.on_named_key)
def derive_shared_secret(call: Call, req: DeriveSharedSecretRequest) -> DeriveSharedSecretResponse:
    """The raw ECDH secret of a key and a peer's public key on the same curve.

    Errors: NotFoundException, DisabledException, KMSInvalidStateException, InvalidKeyUsageException,
    InvalidGrantTokenException, DryRunOperationException, ValidationException, ThrottlingException.
    Source: API Reference, DeriveSharedSecret; the text for a public key that does not fit is ours.
    """
    algorithm = req["KeyAgreementAlgorithm"]
    key = using.begin_named(call, req, AGREEMENT, algorithm)
    secret = pairs.agree(material.private_of(call, key), req["PublicKey"])
    if secret is None:
        raise errors.invalid(f"PublicKey is not the DER-encoded public key of an {key.spec} key pair.")
    using.end(call, req, key)
    return {
        "KeyId": key.arn,
        "SharedSecret": secret,
        "KeyAgreementAlgorithm": algorithm,
        "KeyOrigin": key.origin,
    }


@operation("Encapsulate", on=access.on_named_key)
def encapsulate(call: Call, req: EncapsulateRequest) -> EncapsulateResponse:
    """A new secret, and the form of it that only this key opens.

    Errors: NotFoundException, DisabledException, KMSInvalidStateException, InvalidKeyUsageException,
    InvalidGrantTokenException, DryRunOperationException, ThrottlingException.
    Source: API Reference, Encapsulate; FIPS 203.
    """
    algorithm = req["EncapsulationAlgorithm"]
    key = using.begin_named(call, req, ENCAPSULATION, algorithm)
    using.end(call, req, key)
    secret, sealed = pairs.encapsulate(key.public)
    return {
        "KeyId": key.arn,
        "SharedSecret": secret,
        "SharedSecretCiphertextBlob": sealed,
        "EncapsulationAlgorithm": algorithm,
    }


@operation("Decapsulate", on=access.on_named_key)
def decapsulate(call: Call, req: DecapsulateRequest) -> DecapsulateResponse:
    """The secret again; of a ciphertext that was changed, another one.

    Errors: as of Encapsulate, InvalidCiphertextException (another length).
    Source: API Reference, Decapsulate; FIPS 203 (implicit rejection).
    """
    algorithm = req["EncapsulationAlgorithm"]
    key = using.begin_named(call, req, ENCAPSULATION, algorithm)
    secret = pairs.decapsulate(material.private_of(call, key), req["SharedSecretCiphertextBlob"])
    if secret is None:
        raise errors.bad_ciphertext()
    using.end(call, req, key)
    return {"KeyId": key.arn, "SharedSecret": secret, "EncapsulationAlgorithm": algorithm}
