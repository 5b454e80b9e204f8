"""JSON Web Tokens of OpenID Connect issuers: what one claims, whether its issuer signed it, what it is worth. Pure.

Source: STS API Reference, AssumeRoleWithWebIdentity; IAM User Guide, Create an OpenID Connect identity provider, Pass
session tags in AWS STS, IAM and AWS STS condition context keys; RFC 7517, RFC 7519; OpenID Connect Discovery 1.0.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from types import ModuleType
from typing import Any, NamedTuple

import orjson

from fogbank.kernel.identity import facts
from fogbank.services.sts import errors, rules

# Source: API Reference, AssumeRoleWithWebIdentity, WebIdentityToken.
ALGORITHMS = ("RS256", "RS384", "RS512", "ES256", "ES384", "ES512")
_REQUIRED = ("iss", "sub", "aud", "exp", "iat")
_TAGS = "https://aws.amazon.com/tags"
_SOURCE_IDENTITY = "https://aws.amazon.com/source_identity"
_LOOPBACK = re.compile(r"http://(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:/.*)?")

Claims = Mapping[str, Any]
Keys = dict[str, str | tuple[str, ...]]


class Token(NamedTuple):
    """A token, believed or not. `key_id`: which of the issuer's keys signed it, "" where it does not say."""

    text: str
    algorithm: str
    key_id: str
    claims: Claims

    @property
    def issuer(self) -> str:
        """Its issuer, with the scheme."""
        return str(self.claims["iss"])

    @property
    def provider(self) -> str:
        """Its issuer as providers and condition keys name it: without scheme, and without a slash at the end."""
        return self.issuer.partition("://")[2].rstrip("/")

    @property
    def subject(self) -> str:
        """Whom it is about."""
        return str(self.claims["sub"])


def _jose() -> ModuleType:
    try:
        from joserfc import jws
    except ImportError:
        raise errors.needs("joserfc") from None
    return jws


def read(text: str) -> Token:
    """What a token claims, not verified. Errors: InvalidIdentityToken."""
    jws = _jose()
    from joserfc.errors import JoseError

    try:
        found = jws.extract_compact(text.encode())
        header, claims = found.headers(), orjson.loads(found.payload)
    except (JoseError, ValueError):
        raise errors.not_a_token() from None
    if not isinstance(claims, dict) or header.get("alg") not in ALGORITHMS:
        raise errors.not_a_token()
    for claim in _REQUIRED:
        if not claims.get(claim):
            raise errors.missing_claim(claim)
    for claim in ("exp", "iat", "nbf"):
        if not isinstance(claims.get(claim, 0), int | float):
            raise errors.bad_claim(claim)
    if not all(isinstance(value, str) for value in (claims["iss"], claims["sub"], *_many(claims["aud"]))):
        raise errors.not_a_token()
    return Token(text, str(header["alg"]), str(header.get("kid", "")), claims)


def audience(token: Token, client_ids: Collection[str]) -> str:
    """Which of a provider's clients it was issued to: `azp` where the token has that. Errors: InvalidIdentityToken."""
    parties = [token.claims["azp"]] if token.claims.get("azp") else _many(token.claims["aud"])
    found = next((party for party in parties if party in client_ids), None)
    if found is None:
        raise errors.wrong_audience()
    return str(found)


def check_times(token: Token, now: float) -> None:
    """Whether it is valid at an instant of the cloud's time. Errors: ExpiredTokenException, InvalidIdentityToken."""
    if token.claims["exp"] <= now:
        raise errors.late_token(now, token.claims["exp"])
    if token.claims.get("nbf", 0) > now:
        raise errors.early_token()


def is_reachable(url: str) -> bool:
    """Whether keys may be fetched from there: over HTTPS, or from this machine itself."""
    return url.startswith("https://") or _LOOPBACK.fullmatch(url) is not None


def key_address(discovery: bytes, token: Token) -> str:
    """Where an issuer's discovery document says that its keys are. Errors: InvalidIdentityToken."""
    found = _object(discovery)
    address = found.get("jwks_uri")
    same = str(found.get("issuer", "")).rstrip("/") == token.issuer.rstrip("/")
    if not same or not isinstance(address, str) or not is_reachable(address):
        raise errors.no_verification_key()
    return address


def verify(token: Token, key_set: bytes) -> None:
    """Whether one of the issuer's keys signed it. Errors: InvalidIdentityToken."""
    jws = _jose()
    from joserfc.errors import JoseError

    keys = list(_keys(token, key_set))
    if not keys:
        raise errors.no_verification_key()
    for key in keys:
        try:
            jws.deserialize_compact(token.text, key, algorithms=[token.algorithm])
        except (JoseError, ValueError):
            continue  # the next key, where the token does not say which
        return
    raise errors.forged_token()


def _keys(token: Token, key_set: bytes) -> Iterator[Any]:
    from joserfc import jwk
    from joserfc.errors import JoseError

    listed = _object(key_set).get("keys")
    family = "RSA" if token.algorithm.startswith("RS") else "EC"
    for key in listed if isinstance(listed, list) else ():
        if not isinstance(key, dict) or key.get("kty") != family or key.get("use", "sig") != "sig":
            continue
        if token.key_id and key.get("kid") != token.key_id:
            continue
        try:
            yield jwk.import_key(key)
        except (JoseError, ValueError, TypeError):
            continue  # a key of the set that is none helps nobody


def _object(document: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(document)
    except orjson.JSONDecodeError:
        raise errors.no_verification_key() from None
    if not isinstance(found, dict):
        raise errors.no_verification_key()
    return found


# -- what it is worth


def condition_keys(token: Token, client_id: str) -> Keys:
    """The condition keys of a token, in lower case: `issuer:sub`, `issuer:aud`, and what AWS knows of its issuer."""
    provider = token.provider.lower()
    keys: Keys = {f"{provider}:aud": client_id, f"{provider}:sub": token.subject}
    if token.claims.get("azp"):
        keys[f"{provider}:oaud"] = _plain(token.claims["aud"])
    for claim in ("amr", *_known_claims(provider)):
        if token.claims.get(claim) is not None:
            keys[f"{provider}:{claim.lower()}"] = _plain(token.claims[claim])
    return keys


@lru_cache(maxsize=256)
def _known_claims(provider: str) -> tuple[str, ...]:
    """The claims of an issuer that are condition keys. Source: Service Authorization Reference, AWS STS."""
    action = facts.action("sts:AssumeRoleWithWebIdentity")
    assert action is not None
    found = []
    for key in action.keys:
        host, _, claim = key.partition(":")
        form = re.sub(r"\\\$\\\{\w+\\\}", "[^:]+", re.escape(host))
        if claim and claim not in ("aud", "sub", "oaud", "amr") and re.fullmatch(form, provider, re.IGNORECASE):
            found.append(claim)
    return tuple(found)


def _plain(value: Any) -> str | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(_plain(each)) for each in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def session_tags(token: Token, asked_of: str = _TAGS) -> tuple[list[dict[str, str]], list[str]]:
    """The session tags of the token (Key, Value), and which are transitive. Errors: InvalidIdentityToken.

    Nested, or flat with the paths as names of claims.
    Source: IAM User Guide, Pass session tags in AWS STS, AssumeRoleWithWebIdentity.
    """
    nested = token.claims.get(asked_of) or {}
    if not isinstance(nested, dict):
        raise errors.bad_claim(asked_of)
    prefix = f"{asked_of}/principal_tags/"
    flat = {name.removeprefix(prefix): value for name, value in token.claims.items() if name.startswith(prefix)}
    pairs = nested.get("principal_tags", {}) or flat
    transitive = nested.get("transitive_tag_keys") or token.claims.get(f"{asked_of}/transitive_tag_keys") or []
    if not isinstance(pairs, dict) or not isinstance(transitive, list):
        raise errors.bad_claim(asked_of)
    tags = []
    for key, value in pairs.items():
        values = _many(value)
        if len(values) != 1 or not isinstance(values[0], str):
            raise errors.bad_claim(asked_of)
        tags.append({"Key": key, "Value": values[0]})
    return tags, [str(key) for key in transitive]


def source_identity(token: Token) -> str:
    """The source identity that the issuer vouches for, or "". Errors: InvalidIdentityToken."""
    found = token.claims.get(_SOURCE_IDENTITY, "")
    if found and not (isinstance(found, str) and rules.is_name(found)):
        raise errors.bad_claim(_SOURCE_IDENTITY)
    return str(found)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
