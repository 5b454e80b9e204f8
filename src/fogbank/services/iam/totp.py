"""Codes of virtual MFA devices: HOTP and TOTP as AWS's authenticator apps compute them. Pure: time is an argument.

Source: RFC 4226, section 5.3; RFC 6238, sections 4 and 5.2. Six digits, HMAC-SHA-1 and steps of 30 s are what
authenticator apps take where an otpauth URI does not say otherwise, as AWS's does not.
"""

import hashlib
import hmac
from collections.abc import Iterable

STEP_S = 30
DIGITS = 6
# RFC 6238, section 5.2: "at most one time step is allowed as the network delay".
DELAY_STEPS = 1
# How far a clock may be off when two codes tie a device to a user: RFC 6238, section 6 leaves it to us.
# AWS takes codes that were "generated and then waited too long", and the device is out of sync then.
SEARCHED_STEPS = 20


def step_of(now: float) -> int:
    """The time step that an instant is in."""
    return int(now) // STEP_S


def code_at(seed: bytes, step: int) -> str:
    """The code of a time step."""
    digest = hmac.new(seed, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def found(seed: bytes, codes: tuple[str, ...], steps: Iterable[int]) -> int | None:
    """The step of the last of these successive codes, when the last is looked for among these steps."""
    back = len(codes) - 1
    for step in steps:
        if all(hmac.compare_digest(code_at(seed, step - back + n), code) for n, code in enumerate(codes)):
            return step
    return None


def near(middle: int, reach: int) -> list[int]:
    """The steps around one, nearest first."""
    return sorted(range(middle - reach, middle + reach + 1), key=lambda step: abs(step - middle))
