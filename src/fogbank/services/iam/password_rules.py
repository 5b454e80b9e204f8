"""Passwords: what a policy asks of them, and how they are kept. Pure but for the work that scrypt is made to be.

Source: IAM User Guide, Set an account password policy for IAM users (Rules for setting a password policy; Default
password policy). The texts are observed: reports of PasswordPolicyViolation.
"""

import hashlib
import hmac

from fogbank.services.iam.records_credentials import LoginProfile, Password, PasswordPolicy

SYMBOLS = frozenset("!@#$%^&*()_+-=[]{}|'")
SALT_BYTES = 16
DEFAULT_LENGTH_MIN = 8
DEFAULT_KINDS = 3
DAY_S = 86400.0
# 16 MiB and some 30 ms: RFC 7914, section 2, "interactive logins".
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 16384, 8, 1


def hashed(text: str, salt: bytes) -> Password:
    """What is kept of a password."""
    digest = hashlib.scrypt(text.encode(), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, dklen=32)
    return Password(salt, digest)


def matches(text: str, password: Password) -> bool:
    """Whether this is the password."""
    return hmac.compare_digest(hashed(text, password.salt).hash, password.hash)


def violation(policy: PasswordPolicy | None, text: str, *names: str) -> str:
    """The first rule that a new password breaks, in AWS's words; "" where it is fine.

    `names`: the account's name and email address, which AWS's default policy does not take.
    """
    return _own(policy, text) if policy is not None else _default(text, names)


def _kinds(text: str) -> dict[str, bool]:
    """What is asked for, in the order of AWS's list, and whether the password has it."""
    return {
        "uppercase letter": any("A" <= c <= "Z" for c in text),
        "lowercase letter": any("a" <= c <= "z" for c in text),
        "symbol": any(c in SYMBOLS for c in text),
        "number": any("0" <= c <= "9" for c in text),
    }


def _lacking(kind: str) -> str:
    return f"Password should have at least one {kind}"


def _too_short(length_min: int) -> str:
    return f"Password should have a minimum length of {length_min}"


def _own(policy: PasswordPolicy, text: str) -> str:
    if len(text) < policy.length_min:
        return _too_short(policy.length_min)
    asked = (policy.uppercase, policy.lowercase, policy.symbols, policy.numbers)
    for (kind, has), wanted in zip(_kinds(text).items(), asked, strict=True):
        if wanted and not has:
            return _lacking(kind)
    return ""


def _default(text: str, names: tuple[str, ...]) -> str:
    """8 characters of three kinds out of four, and no name of the account. The text about names is ours."""
    if len(text) < DEFAULT_LENGTH_MIN:
        return _too_short(DEFAULT_LENGTH_MIN)
    if text.lower() in {name.lower() for name in names}:
        return "Password should not be identical to your AWS account name or email address"
    missing = [kind for kind, has in _kinds(text).items() if not has]
    more = DEFAULT_KINDS - (4 - len(missing))
    if more > 0:
        listed = ", ".join(_lacking(kind) for kind in missing)
        return f"Password should meet {more} more of the following requirements: {listed}"
    return ""


def reused(policy: PasswordPolicy | None, text: str, profile: LoginProfile) -> bool:
    """Whether it is among the last passwords, the present one included, that may not come again."""
    remembered = policy.remembered if policy else 0
    return any(matches(text, old) for old in (profile.password, *profile.previous)[:remembered])


def expires_at(policy: PasswordPolicy | None, profile: LoginProfile) -> float | None:
    """When the password must be changed; None where it never need be.

    A policy that gets shorter counts for passwords that are there: Source: User Guide, Enable password expiration.
    """
    if policy is None or not policy.age_days_max:
        return None
    return profile.changed_at + policy.age_days_max * DAY_S
