"""DynamoDB's number: 38 decimal digits, exactly. Pure: texts in, texts out.

A number travels and is kept as its *canonical* text: plain notation, no leading or trailing zeros, "0" for every
zero. So two numbers are equal exactly when their texts are. Magnitudes are 1E-130 to 9.99...E+125 (38 digits).

Source: DynamoDB Developer Guide, "Supported data types and naming rules", Number; the form that AWS accepts as
observed in https://github.com/nubo-db/dynoxide/pull/113: a sign, digits with or without a point, an exponent; no white
space.
"""

import re
from decimal import Context, Decimal

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb.errors import validation

DIGITS_MAX = 38
EXPONENT_MAX = 125
EXPONENT_MIN = -130

# Most numbers are canonical as they come; a fraction of more digits than these is looked at more closely.
_already = re.compile(r"0|-?[1-9][0-9]{0,37}|-?(?:0|[1-9][0-9]{0,17})\.[0-9]{0,18}[1-9]").fullmatch
_form = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,9}))?").fullmatch
_exactly = Context(prec=EXPONENT_MAX - EXPONENT_MIN + DIGITS_MAX + 2)


def not_a_number(text: str) -> ServiceError:
    """Source: observed, https://github.com/internetarchive/internet-archive-voice-apps/issues/225; no text for ""."""
    return validation(f"The parameter cannot be converted to a numeric value{f': {text}' if text else ''}")


def overflow() -> ServiceError:
    """Source: observed, https://github.com/ExtendDB/extenddb/issues/94."""
    return validation("Number overflow. Attempting to store a number with magnitude larger than supported range")


def underflow() -> ServiceError:
    """Source: reports of the same kind as that of overflow; not looked up again."""
    return validation("Number underflow. Attempting to store a number with magnitude smaller than supported range")


def too_precise() -> ServiceError:
    """Source: reports of PutItem with floats that have all their binary digits; not looked up again."""
    return validation("Attempting to store more than 38 significant digits in a Number")


def number(text: str) -> str:
    """The canonical text of a number.

    Errors: ValidationException for what is no number, too large, too small, or has more than 38 significant digits.
    """
    if _already(text):
        return text
    match = _form(text)
    if match is None or not (match[2] or match[3]):
        raise not_a_number(text)
    sign, whole, fraction, exponent = match[1], match[2], match[3] or "", int(match[4] or 0)
    digits = (whole + fraction).lstrip("0")
    exponent -= len(fraction)
    significant = digits.rstrip("0")
    if not significant:
        return "0"
    exponent += len(digits) - len(significant)
    return ("-" if sign == "-" else "") + _plain(significant, exponent)


def _plain(digits: str, exponent: int) -> str:
    """The text of digits times ten to the exponent, where digits neither begin nor end with a zero."""
    magnitude = len(digits) - 1 + exponent
    if magnitude > EXPONENT_MAX:
        raise overflow()
    if magnitude < EXPONENT_MIN:
        raise underflow()
    if len(digits) > DIGITS_MAX:
        raise too_precise()
    if exponent >= 0:
        return digits + "0" * exponent
    if magnitude >= 0:
        return f"{digits[:exponent]}.{digits[exponent:]}"
    return f"0.{'0' * (-magnitude - 1)}{digits}"


def plus(left: str, right: str) -> str:
    """The sum of two canonical numbers. Errors: as `number`."""
    return number(str(_exactly.add(Decimal(left), Decimal(right))))


def minus(left: str, right: str) -> str:
    """The difference of two canonical numbers. Errors: as `number`."""
    return number(str(_exactly.subtract(Decimal(left), Decimal(right))))


def size_of_number(text: str) -> int:
    """Bytes that a canonical number counts: one, one for each begun pair of digits on either side of the point, and one
    for a minus; zeros at either end do not count.

    Source: measured to the byte in https://github.com/nubo-db/dynoxide/pull/195; Developer Guide, "DynamoDB item sizes
    and formats", has the rule less exactly.
    """
    negative = text[0] == "-"
    whole, _, fraction = (text[1:] if negative else text).partition(".")
    if fraction:
        whole = "" if whole == "0" else whole
        fraction = fraction if whole else fraction.lstrip("0")
    else:
        whole = whole.rstrip("0")
    return 1 + negative + (len(whole) + 1) // 2 + (len(fraction) + 1) // 2
