"""Import of key material: the token that goes with a wrapping key, unwrapping, and what an import changes.

An import token is the wrapping private key itself, wrapped by the vault, with the ARN of the key, the algorithm and the
expiry, signed: nothing has to be kept for an import that never comes.
Source: KMS Developer Guide, Importing key material; PKCS #11 v2.40, CKM_RSA_AES_KEY_WRAP.
"""

from collections.abc import Mapping
from typing import NamedTuple

from cryptography.hazmat.primitives import keywrap

from fogbank.kernel.call import Call
from fogbank.kernel.errors import InvalidPageToken
from fogbank.services.kms import errors, making, material, pairs, sealing
from fogbank.services.kms.records import Imported, Key, Material
from fogbank.services.kms.specs import SECRET_FAMILIES, SPECS, SYMMETRIC

_SCOPE = "kms:import"
_TOKEN_S = 86_400.0
_DIRECT, _HYBRID = "RSAES_OAEP_", "RSA_AES_KEY_WRAP_"
# Which families of key specs a wrapping algorithm may carry.
# Source: API Reference, GetParametersForImport, WrappingAlgorithm.
_CARRIED: Mapping[str, frozenset[str]] = {
    _DIRECT: frozenset({"symmetric", "hmac", "ecc", "ml-dsa", "ml-kem"}),
    _HYBRID: frozenset({"rsa", "ecc", "ml-dsa", "ml-kem"}),
}


class Parameters(NamedTuple):
    """What a client needs to wrap its key material."""

    token: bytes
    public: bytes
    valid_until: float


def parameters(call: Call, key: Key, algorithm: str, wrapping_spec: str) -> Parameters:
    """A wrapping key for one import, valid for a day.

    Errors: UnsupportedOperationException.
    """
    if not _carries(algorithm, wrapping_spec, key.spec):
        raise errors.unsupported(
            f"WrappingAlgorithm {algorithm} with WrappingKeySpec {wrapping_spec} does not support key material of "
            f"key spec {key.spec}."
        )
    private = pairs.generate(wrapping_spec)
    valid_until = call.tx.now + _TOKEN_S
    sealed = call.plane("vault").wrap(private)
    token = call.kernel.tokens.make(_SCOPE, (key.arn, algorithm, sealed, valid_until))
    return Parameters(token.encode(), pairs.public_of(private), valid_until)


def _carries(algorithm: str, wrapping_spec: str, spec: str) -> bool:
    if SPECS[wrapping_spec].family != "rsa" or (
        algorithm.startswith(_DIRECT) and wrapping_spec == "RSA_2048" and spec == "ECC_NIST_P521"
    ):
        return False
    return any(algorithm.startswith(way) and SPECS[spec].family in families for way, families in _CARRIED.items())


def unwrap(call: Call, key: Key, token: bytes, wrapped: bytes) -> bytes:
    """The key material of an import.

    Errors: InvalidImportTokenException, ExpiredImportTokenException, InvalidCiphertextException,
    IncorrectKeyMaterialException.
    """
    try:
        arn, algorithm, sealed, valid_until = call.kernel.tokens.read(_SCOPE, token.decode("ascii", "replace"))
    except InvalidPageToken:
        raise errors.bad_import_token() from None
    if arn != key.arn:
        raise errors.bad_import_token()
    if valid_until <= call.tx.now:
        raise errors.import_token_is_over()
    secret = _unwrapped(call.plane("vault").unwrap(sealed), algorithm, wrapped)
    if secret is None:
        raise errors.bad_ciphertext()
    return _fitting(key, secret)


def _unwrapped(private: bytes, algorithm: str, wrapped: bytes) -> bytes | None:
    if algorithm.startswith(_DIRECT):
        return pairs.decrypt(private, algorithm, wrapped)
    size_bytes = pairs.size_bytes(private)
    kek = pairs.decrypt(private, algorithm, wrapped[:size_bytes])
    if kek is None:
        return None
    try:
        return keywrap.aes_key_unwrap_with_padding(kek, wrapped[size_bytes:])
    except (keywrap.InvalidUnwrap, ValueError):
        return None


def _fitting(key: Key, secret: bytes) -> bytes:
    """Material of the key's spec: so many bytes, or a private key as PKCS #8. The texts are ours."""
    known = SPECS[key.spec]
    if known.family in SECRET_FAMILIES:
        if len(secret) != known.size:
            raise errors.wrong_material(f"Key material of key spec {key.spec} has {known.size} bytes.")
        return secret
    if not pairs.fits(key.spec, secret):
        raise errors.wrong_material(f"The key material is not a private key of key spec {key.spec} in PKCS #8.")
    return pairs.normal(secret)


def put(call: Call, key: Key, secret: bytes, *, expires_at: float, new: bool | None, description: str) -> Material:
    """Let a key have this material: the version of it that the key knows, or a new one.

    `new`: whether the request says that it is, None where it does not say.
    Errors: IncorrectKeyMaterialException, KMSInvalidStateException.
    Source: API Reference, ImportKeyMaterial, ImportType. The texts are ours.
    """
    tx = call.tx
    known = material.versions(tx, key.id)
    version = tx.get(Material, key.id, sealing.material_id(key.id, secret))
    if version is None:
        version = _first_or_next(call, key, secret, known, new=bool(new) or not known)
    elif new:
        raise errors.wrong_material("The key material is already associated with the KMS key.")
    changed = version.replace(
        wrapped=version.wrapped or call.plane("vault").wrap(secret), description=description or version.description
    )
    tx.put(changed)
    tx.put(Imported(key.arn, changed.id, expires_at))
    if expires_at:
        tx.at(expires_at, "kms.expire", key.arn, changed.id)
    else:
        tx.cancel("kms.expire", key.arn, changed.id)
    settle(call, key)
    return changed


def _first_or_next(call: Call, key: Key, secret: bytes, known: list[Material], *, new: bool) -> Material:
    core = material.core_of(call.tx, key)
    if known and (key.spec != SYMMETRIC or not new):
        raise errors.wrong_material("The key material is not the key material that was imported before.")
    if key.region != core.primary:
        raise errors.wrong_material("New key material must be imported into the primary Region key first.")
    if not all(material.is_permanent(each) for each in known):
        raise errors.in_state(key.arn, "with key material that is pending rotation already")
    version = material.add(call, key.id, secret, number=len(known))
    if not known:
        call.tx.put(core.replace(current=version.id))
    return version


def settle(call: Call, key: Key) -> None:
    """Let the state of a key say whether it has all its material; its public key comes with the first."""
    now = call.tx.get(Key, key.account, key.region, key.id)
    assert now is not None, key.arn
    if now.state in (making.PENDING_DELETION, making.PENDING_REPLICA_DELETION):
        return
    complete = material.is_complete(call.tx, now)
    if complete and not now.public and SPECS[now.spec].family not in SECRET_FAMILIES:
        now = now.replace(public=pairs.public_of(material.private_of(call, now)))
    if complete != (now.state != making.PENDING_IMPORT):
        now = now.replace(state=making.ENABLED if complete else making.PENDING_IMPORT)
    call.tx.put(now)
