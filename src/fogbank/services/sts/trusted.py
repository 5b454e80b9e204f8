"""What STS asks IAM: about roles, identity providers, MFA devices, managed policies. The answers are IAM's own records;
here stands what is read of them.
"""

from typing import Any, Protocol

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.services.sts import errors

NOBODY = '{"Version":"2012-10-17","Statement":[]}'
"""The trust policy of a role that is not there: who asks for it learns no more than who may not have it."""


class Role(Protocol):
    """A role. `trust`: its trust policy as it is to be judged now."""

    account: str
    name: str
    id: str
    arn: str
    trust: str
    session_s_max: int


class SamlProvider(Protocol):
    """A SAML provider. `certificates`: PEM."""

    account: str
    name: str
    arn: str
    certificates: tuple[str, ...]
    entity_id: str


class OidcProvider(Protocol):
    """An OpenID Connect provider. `url`: without the scheme, which is https:// where it is `secure`."""

    arn: str
    url: str
    client_ids: tuple[str, ...]
    thumbprints: tuple[str, ...]
    secure: bool


def account_of_role(arn: str) -> str:
    """The account in the ARN of a role. Errors: ValidationError."""
    parts = parse(arn)
    if parts is None or parts.service != "iam" or not parts.account or not parts.resource.startswith("role/"):
        raise errors.bad_arn()
    return parts.account


def role(call: Call, arn: str) -> Role | None:
    """The role with this ARN, in whichever account. Errors: ValidationError, where it is no role's."""
    account_of_role(arn)
    found: Role | None = call.ask("role", arn)
    return found


def saml_provider(call: Call, arn: str) -> SamlProvider:
    """The SAML provider with this ARN. Errors: InvalidIdentityToken."""
    found: SamlProvider | None = call.ask("saml-provider", arn)
    if found is None:
        raise errors.no_saml_provider()
    return found


def oidc_provider(call: Call, account: str, issuer: str) -> OidcProvider:
    """An account's provider of tokens of this issuer, with the scheme. Errors: InvalidIdentityToken."""
    scheme, _, url = issuer.partition("://")
    found: OidcProvider | None = call.ask("oidc-provider", account, url.rstrip("/"))
    if found is None or found.secure != (scheme == "https"):
        raise errors.no_oidc_provider(issuer)
    return found


def has_policy(call: Call, arn: str, account: str) -> bool:
    """Whether there is such a managed policy for an account: its own, or one of AWS's."""
    parts = parse(arn)
    owned = parts is not None and parts.service == "iam" and parts.account in (account, "aws")
    return owned and call.ask("policy", arn) is not None


def check_mfa(call: Call, req: Any) -> bool:
    """Whether the request came with a right code of a device of the caller's. Errors: AccessDenied.

    A code is good for one request: `verify` takes it in this transaction.
    Source: IAM User Guide, Configuring MFA-protected API access.
    """
    serial, code = req.get("SerialNumber"), req.get("TokenCode")
    if serial is None and code is None:
        return False
    if serial is None or code is None:
        raise errors.half_mfa()
    proof = call.ask("mfa", serial, code, call.tx.now)
    if not proof.owner or proof.owner != call.principal.id:
        raise errors.not_your_device()
    if not proof.valid:
        raise errors.wrong_code()
    return True
