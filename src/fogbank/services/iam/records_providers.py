"""What IAM keeps of identity providers outside. STS reads them: see `operations/providers.py` for its way in."""

from fogbank.kernel.store import Record, table


class PrivateKey(Record, frozen=True, array_like=True):
    """A key that opens encrypted assertions. Stored inside a provider. `pem`: PKCS #8, in the clear."""

    id: str
    pem: str
    added_at: float


class SamlProvider(Record, frozen=True, array_like=True):
    """A SAML 2.0 identity provider.

    `metadata`: the XML as it came. `certificates`: its signing certificates (PEM), any of which may have signed.
    `entity_id`: the issuer of its assertions. `encryption`: "" (assertions in the clear), "Allowed" or "Required".
    """

    __table__ = table("iam.saml_provider", key=("account", "name"), cached=True)
    account: str
    name: str
    arn: str
    metadata: str
    certificates: tuple[str, ...]
    entity_id: str
    valid_until: float
    created_at: float
    id: str
    encryption: str = ""
    private_keys: tuple[PrivateKey, ...] = ()


class OidcProvider(Record, frozen=True, array_like=True):
    """An OpenID Connect identity provider.

    `url`: host and path, without the scheme, as in the ARN and in condition keys.
    `secure`: whether its issuer begins with https://; only one on a loopback host may do without.
    """

    __table__ = table("iam.oidc_provider", key=("account", "url"), cached=True)
    account: str
    url: str
    arn: str
    client_ids: tuple[str, ...]
    thumbprints: tuple[str, ...]
    created_at: float
    secure: bool = True
