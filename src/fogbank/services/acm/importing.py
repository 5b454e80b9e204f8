"""Whether a certificate may be imported, and may replace another. Pure: no rows, no call.

Source: API Reference, ImportCertificate; User Guide, Prerequisites for importing ACM certificates, Reimport a
certificate, Certificate import problems.
"""

from itertools import pairwise
from typing import NamedTuple

from cryptography import x509

from fogbank.services.acm import errors, pem
from fogbank.services.acm.records import Facts

KEY_BYTES_MAX = 5120
OCSP_CHARACTERS_MAX = 1000
_CLIENT = "TLS_WEB_CLIENT_AUTHENTICATION"


class Material(NamedTuple):
    """What was imported: texts in PEM, and what the certificate says. `key` is PKCS #8."""

    certificate: str
    chain: str
    key: bytes
    facts: Facts


def material(certificate: bytes, key: bytes, chain: bytes, now: float) -> Material:
    """Check and read what is imported; raises ValidationException."""
    if pem.blocks(certificate) > 1 or not certificate.strip():
        raise errors.several_certificates()
    leaf = _certificates(certificate)[0]
    private = _key(key)
    if leaf.version != x509.Version.v3:
        raise errors.invalid("You can import only X.509 version 3 SSL/TLS certificates.")
    if leaf.public_key() != private.public_key():
        raise errors.invalid("The private key must match the public key that is in the certificate.")
    if not leaf.issuer.rdns:
        raise errors.invalid("The Issuer field must not be empty.")
    if any(len(url) > OCSP_CHARACTERS_MAX for url in pem.responders(leaf)):
        raise errors.invalid("The OCSP authority URL, if present, must not exceed 1000 characters.")
    facts = pem.facts_of(leaf)
    if not facts.not_before <= now <= facts.not_after:
        raise errors.invalid("The current time must be between the Not Before and Not After certificate fields.")
    issuers = _certificates(chain) if chain.strip() else []
    _check_chain(leaf, issuers)
    text = "".join(pem.text_of(issuer) for issuer in issuers)
    return Material(pem.text_of(leaf), text, pem.key_text(private), facts)


def _certificates(text: bytes) -> list[x509.Certificate]:
    try:
        return pem.certificates(text)
    except ValueError:
        raise errors.no_pem() from None


def _key(text: bytes) -> pem.PrivateKey:
    if len(text) > KEY_BYTES_MAX:
        raise errors.invalid("The private key must be no larger than 5 KB (5,120 bytes).")
    try:
        key = pem.private_key(text)
    except TypeError:
        raise errors.invalid(
            "The private key must be unencrypted. You cannot import a private key that is protected by a password or a "
            "passphrase."
        ) from None
    except ValueError:
        raise errors.no_private_key() from None
    except NotImplementedError:
        raise errors.key_not_supported() from None
    if pem.algorithm_of(key) is None:
        raise errors.key_not_supported()
    return key


def _check_chain(leaf: x509.Certificate, chain: list[x509.Certificate]) -> None:
    """Each certificate in the chain must directly certify the one preceding."""
    if not chain:
        if not pem.signs(leaf, leaf):
            raise errors.no_self_signed()
        return
    if leaf in chain or not pem.signs(chain[0], leaf):
        raise errors.chain_of_another()
    for index, (below, above) in enumerate(pairwise(chain)):
        if not pem.signs(above, below):
            raise errors.broken_chain(index)
    if pem.family_of(leaf) != pem.family_of(chain[0]):
        raise errors.invalid(
            "The cryptographic algorithm of an imported certificate must match the algorithm of the signing CA."
        )


def check_replacement(old: Facts, new: Facts) -> None:
    """What a certificate that replaces another must keep; raises ValidationException."""
    if new.algorithm != old.algorithm:
        raise errors.invalid("The key type and size cannot be changed.")
    if old.names and not new.names:
        raise errors.invalid("You cannot remove all of the domain names from a certificate.")
    forgiven = {"KEY_ENCIPHERMENT"} if new.algorithm.startswith("EC_") else set()
    _check_usages("KeyUsage", set(old.key_usages), set(new.key_usages), forgiven)
    purposes = [{oid for _, oid in facts.extended_key_usages} for facts in (old, new)]
    client = {oid for name, oid in old.extended_key_usages if name == _CLIENT}
    _check_usages("ExtendedKeyUsage", purposes[0], purposes[1], client)


def _check_usages(extension: str, old: set[str], new: set[str], forgiven: set[str]) -> None:
    if new and not old:
        raise errors.invalid(
            f"You cannot add {extension} extensions if the previously imported certificate did not have them."
        )
    if old - new - forgiven:
        raise errors.invalid(f"You can add new {extension} values, but you cannot remove existing values.")
