"""Values that nobody should send: texts, documents, ARNs, numbers and bytes, drawn from a seed."""

import base64
import json
import random
from collections.abc import Callable, Sequence
from typing import Any

ALPHABETS = (
    "abcxyzABCXYZ0189",
    "+=,.@_-/:*?#%&;!$()[]{}<>|\\^~`'\" ",
    "\0\t\n\r\x0b\x1b\x7f\x85\u2028\ufeff",
    "äßİſéñµ²①½٣４",  # cases that change length, digits that are no ASCII ones
    "\u0301\u200b\u202e\u00a0",
    "漢字かな한글",
    "😀👩\u200d👩\u200d👧\U0001d518\U0010fffd",
)
TEXTS = (
    "",
    " ",
    "null",
    "true",
    "*",
    "-1",
    "1e999",
    "NaN",
    "0x10",
    "²",
    "٣",
    "9" * 30,
    "0000-00-00T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2026-13-45",
    "..",
    "/",
    "//a//",
    "../../etc/passwd",
    "%zz%00%",
    "http://[",
    "https://a:99999/",
    "https://a:b@c/?d#e",
    "https://%zz",
    "*.*.com",
    "xn--",
    "a" * 64 + ".com",
    "-a-.com",
    ".",
    "a@",
    "====",
    "AAA",
    "e30.e30.e30",
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
    "<a><b></a>",
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "${aws:username",
    "000000000000",
    "alias/aws/",
    "arn",
)
LEAVES = (None, True, 0, -1, 2**63, 1.5, "", "*", "Allow", "²", [], {}, [[]], [None], {"": ""}, {"a": None})
WORDS = (
    "Version",
    "Id",
    "Statement",
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
    "StringLike",
    "ForAllValues:IpAddress",
    "NumericEqualsIfExists",
    "DateLessThan",
    "Bool",
    "Null",
    "BinaryEquals",
    "aws:SourceIp",
    "AWS",
    "Service",
    "Federated",
)
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "One",
            "Effect": "Allow",
            "Principal": {"AWS": ["000000000000"]},
            "Action": ["s3:Get*", "s3:PutObject"],
            "Resource": "arn:aws:s3:::shelf/*",
            "Condition": {
                "StringLike": {"aws:PrincipalTag/team": ["a*", "${aws:username}"]},
                "IpAddress": {"aws:SourceIp": "10.0.0.0/8"},
            },
        }
    ],
}
ARN_PARTS: tuple[tuple[str, ...], ...] = (
    ("arn", "urn", ""),
    ("aws", "aws-cn", "aws-nowhere", ""),
    ("iam", "s3", "kms", "sqs", "sts", "organizations", "acm", "cloudtrail", "nonsense", "*", ""),
    ("us-east-1", "eu-west-1", "moon-1", "*", ""),
    ("000000000000", "111122223333", "aws", "1", "*", ""),
)
RESOURCES = ("root", "user/jo", "role/app", "key/1", "a:b:c", "policy/p-1", "*", "", "/", "user/", "x" * 2000)


def within(pem: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A PEM text whose bytes are others."""
    first, *lines, last = pem.strip().splitlines()
    return b"\n".join([first, base64.encodebytes(change(base64.b64decode(b"".join(lines)))) + last, b""])


def of_no_algorithm(der: bytes) -> bytes:
    """The same key or certificate, of an algorithm that nobody knows."""
    for oid in (b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", b"\x2a\x86\x48\xce\x3d\x02\x01"):  # RSA, elliptic curve
        der = der.replace(oid, oid[:-1] + b"\x63")
    return der


def whole(draw: random.Random, low: int | None, high: int | None) -> int:
    """A number at, near or far from the bounds."""
    near = [bound + step for bound in (low, high) if bound is not None for step in (-1, 0, 1)]
    return draw.choice([*near, 0, 1, -1, 7, 2**31 - 1, -(2**31), 2**31, 2**63 - 1, -(2**63), 10**20])


def instant(draw: random.Random, now: float) -> float:
    """Seconds: of our days, of the Romans', or of no calendar."""
    return now + draw.choice([-1.0, 0.0, 60.0, -86400.0, 1e8, -now, -now - 1.0, 1e10, -1e11, 3e11, 1e18, -1e300])


def data(draw: random.Random, base: bytes) -> bytes:
    """Bytes: none, garbage, or the good ones with some turned."""
    cut = base[: draw.randrange(len(base) + 1)]
    garbage = draw.randbytes(draw.randrange(1, 300))
    return draw.choice([b"", _turned(draw, base), _inside(draw, base), cut, base * 2, garbage, b"\0" * 5000])


def _turned(draw: random.Random, base: bytes) -> bytes:
    turned = bytearray(base)
    for _ in range(draw.randrange(1, 4) if base else 0):
        turned[draw.randrange(len(turned))] = draw.choice([0, 0xFF, draw.randrange(256)])
    return bytes(turned)


def _inside(draw: random.Random, base: bytes) -> bytes:
    """What PEM or base64 holds, with some bytes turned; other bytes as they are."""
    try:
        if base.startswith(b"-----BEGIN"):
            return within(base, lambda der: _turned(draw, der))
        return base64.b64encode(_turned(draw, base64.b64decode(base, validate=True)))
    except ValueError:
        return base


def text(draw: random.Random, base: str, world: Sequence[str], low: int, high: int) -> str:
    """A text of any kind; most are near what is asked for, `base`, or something of the world in a wrong place."""
    makers: list[Callable[[], str]] = [
        lambda: draw.choice(TEXTS),
        lambda: _letters(draw, draw.choice([1, 2, 5, low, min(high, 3000), min(high, 3000) + 1])),
        lambda: _altered(draw, base),
        lambda: _altered(draw, base),
        lambda: draw.choice(world) if world else "",
        lambda: arn(draw, base),
        lambda: document(draw, base),
    ]
    return draw.choice(makers)()


def _letters(draw: random.Random, length: int) -> str:
    alphabet = draw.choice([*ALPHABETS, "".join(ALPHABETS)])
    return "".join(draw.choices(alphabet, k=length))


def _altered(draw: random.Random, base: str) -> str:
    at = draw.randrange(len(base) + 1)
    return draw.choice(
        [
            base[:at],
            base[at:],
            base[:at] + base[at + 1 :],
            base[:at] + _letters(draw, 1) + base[at:],
            base[:at] + _letters(draw, 3) + base[at + 3 :],
            base * 2,
            base.upper(),
            base.swapcase(),
            _inside(draw, base.encode()).decode(),
            f" {base} ",
            (base or "x") * (3000 // (len(base) or 1)),
        ]
    )


def arn(draw: random.Random, base: str = "") -> str:
    """An ARN of a wrong service, account, region or form."""
    parts = base.split(":", 5) if base.count(":") > 4 else [draw.choice(one) for one in ARN_PARTS] + ["user/jo"]
    for _ in range(draw.randrange(3)):
        at = draw.randrange(6)
        parts[at] = draw.choice(ARN_PARTS[at] if at < 5 else RESOURCES)
    return ":".join(parts[: draw.choice([2, 5, 6, 6, 6, 6])])


def document(draw: random.Random, base: str = "") -> str:
    """A JSON document that is none, or that says what it must not; `base` may be a good one."""
    try:
        good = json.loads(base)
    except (ValueError, RecursionError):
        good = None
    found = garbled(draw, good if isinstance(good, dict | list) else POLICY, draw.randrange(4))
    written = json.dumps(found)
    depth = draw.choice([50, 50, 50, 500, 5000])
    makers: list[Callable[[], str]] = [
        lambda: written,
        lambda: written,
        lambda: written,
        lambda: written,
        lambda: _altered(draw, written),
        lambda: written.replace(":", ': 1, "Statement":', 1),  # a name twice
        lambda: draw.choice(
            ["{", "[]", "null", "7", '"{}"', "{}", "{'a': 1}", '{"a": NaN}', '{"a": 1e999}', "\ufeff{}"]
        ),
        lambda: "[" * depth + "]" * depth,
        lambda: '{"Statement":' * depth + "{}" + "}" * depth,
        lambda: written.replace('"*"', "[" * depth + '"*"' + "]" * depth, 1),
    ]
    return draw.choice(makers)()


def garbled(draw: random.Random, value: Any, times: int) -> Any:
    """A copy of a document in which some parts are others, elsewhere, or away."""
    for _ in range(times):
        value = _garbled(draw, value)
    return value


def _garbled(draw: random.Random, value: Any) -> Any:
    if isinstance(value, dict) and value and draw.random() < 0.8:
        key = draw.choice(list(value))
        rest = {name: item for name, item in value.items() if name != key}
        kind = draw.random()
        if kind < 0.1:
            return rest
        if kind < 0.2:
            return {**rest, draw.choice(WORDS): value[key]}
        if kind < 0.3:
            return {**value, draw.choice(WORDS): draw.choice(LEAVES)}
        return {**value, key: _garbled(draw, value[key])}
    if isinstance(value, list) and value and draw.random() < 0.8:
        at = draw.randrange(len(value))
        return [*value[:at], _garbled(draw, value[at]), *value[at + 1 :], *draw.choice([[], [], value])]
    if isinstance(value, str) and draw.random() < 0.5:
        return text(draw, value, WORDS, 0, 100) if draw.random() < 0.5 else _altered(draw, value)
    return draw.choice([*LEAVES, [value], {"AWS": value}, POLICY])
