"""Encrypting and decrypting under a KMS key of either kind, as Encrypt, Decrypt, ReEncrypt and data keys need it."""

from collections.abc import Mapping

from fogbank.kernel.call import Call
from fogbank.services.kms import errors, material, pairs, sealing
from fogbank.services.kms.records import Key
from fogbank.services.kms.sealing import Name
from fogbank.services.kms.specs import SPECS, SYMMETRIC

Context = Mapping[str, str]


def check_plaintext(key: Key, algorithm: str, data: bytes) -> None:
    """Errors: ValidationException."""
    size_bytes_max = SPECS[key.spec].plaintext_bytes_max[algorithm]
    if len(data) > size_bytes_max:
        raise errors.too_much_to_encrypt(algorithm, key.spec, size_bytes_max)


def check_context(key: Key, context: Context) -> None:
    """Only symmetric ciphertexts bind an encryption context.

    Errors: ValidationException. Source: API Reference, Encrypt, EncryptionContext; the text is ours.
    """
    if context and key.spec != SYMMETRIC:
        raise errors.invalid("An encryption context is valid only for a symmetric encryption KMS key.")


def seal(call: Call, key: Key, data: bytes, context: Context) -> tuple[bytes, str]:
    """Encrypt under a symmetric key's current material: the ciphertext, and the material's id."""
    current = material.core_of(call.tx, key).current
    secret = material.private_of(call, key)
    random = call.ids.secret(sealing.RANDOM_BYTES)
    return sealing.seal(Name(key.account, key.id, current), secret, data, context, random), current


def encrypt(call: Call, key: Key, algorithm: str, data: bytes, context: Context) -> tuple[bytes, str]:
    """The ciphertext, and the id of the material where the key is symmetric."""
    if algorithm == SYMMETRIC:
        return seal(call, key, data, context)
    return pairs.encrypt(key.public, algorithm, data), ""


def decrypt(call: Call, key: Key, algorithm: str, blob: bytes, context: Context) -> tuple[bytes, str]:
    """The data, and the id of the material where the key is symmetric.

    Errors: IncorrectKeyException, InvalidCiphertextException.
    """
    if algorithm != SYMMETRIC:
        data = pairs.decrypt(material.private_of(call, key), algorithm, blob)
        name = ""
    else:
        sealed = sealing.name_of(blob)
        if sealed is None:
            raise errors.bad_ciphertext()
        if (sealed.account, sealed.key_id) != (key.account, key.id):
            raise errors.other_key()
        name = sealed.material
        secret = material.secret_of(call, key, name)
        data = None if secret is None else sealing.unseal(blob, secret, context)
    if data is None:
        raise errors.bad_ciphertext()
    return data, name
