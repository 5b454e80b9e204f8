"""Rows of long answers in XML: each set of members gets a function of its own, which must write what the others do."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.wire.asking import of

_ODD = ("a&b", "<", ">", "é", "\x01", "'", '"', "{x}")
TEXTS = st.one_of(st.just("plain"), st.text(max_size=6), st.sampled_from(_ODD))
OWNER = {"ID": "o", "DisplayName": "a & b"}
ROW = st.fixed_dictionaries(
    {},
    optional={
        "Size": st.one_of(st.none(), st.integers(0, 9)),
        "Key": st.one_of(st.none(), TEXTS),
        "ETag": TEXTS,
        "LastModified": st.sampled_from([0.0, 1.5, 1_790_000_000.25]),
        "ChecksumAlgorithm": st.one_of(st.none(), st.lists(TEXTS, max_size=3)),
        "RestoreStatus": st.fixed_dictionaries({}, optional={"IsRestoreInProgress": st.booleans()}),
        "Owner": st.sampled_from([OWNER, None]),
        "Unknown": st.just(1),
    },
)
ORDER = ("Key", "LastModified", "ETag", "ChecksumAlgorithm", "Size", "Owner", "RestoreStatus")
"""Source: S3's model, the members of Object in their order."""

TIMES = {0.0: "1970-01-01T00:00:00.000Z", 1.5: "1970-01-01T00:00:01.500Z", 1_790_000_000.25: "2026-09-21T14:13:20.250Z"}


def escaped(text: str) -> str:
    """Source: XML 1.0, 2.4; characters that XML 1.0 has not are references, as S3 writes them."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(character, entity)
    return "".join(f"&#x{ord(c):x};" if ord(c) < 32 and c not in "\t\n" else c for c in text)


def expected(row: dict[str, Any]) -> str:
    """A row as a plain walk over its members writes it."""
    text = ""
    for member in ORDER:
        value = row.get(member)
        if value is None:
            continue
        if member == "ChecksumAlgorithm":
            text += "".join(f"<ChecksumAlgorithm>{escaped(one)}</ChecksumAlgorithm>" for one in value)
        elif member == "LastModified":
            text += f"<LastModified>{TIMES[value]}</LastModified>"
        elif isinstance(value, dict):
            names = ("DisplayName", "ID", "IsRestoreInProgress")
            found = [(name, value[name]) for name in names if name in value]
            inner = "".join(f"<{n}>{str(v).lower() if v in (True, False) else escaped(v)}</{n}>" for n, v in found)
            text += f"<{member}>{inner}</{member}>"
        else:
            text += f"<{member}>{escaped(str(value))}</{member}>"
    return f"<Contents>{text}</Contents>"


@given(st.lists(ROW, max_size=4))
def test_rows(rows: list[dict[str, Any]]) -> None:
    body = of("s3", "ListObjectsV2").serialize({"Contents": rows}, "r").body
    assert isinstance(body, bytes)
    document = body.decode("utf-8", "surrogatepass")
    inside = document.partition('"http://s3.amazonaws.com/doc/2006-03-01/">')[2].removesuffix("</ListBucketResult>")
    assert inside == "".join(expected(row) for row in rows)


def test_any_number_of_member_sets() -> None:
    """More sets than there are functions for are written all the same."""
    names = ("Key", "ETag", "ChecksumType", "Size", "StorageClass", "LastModified", "Unknown")
    values: dict[str, Any] = dict.fromkeys(names, "x") | {"Size": 1, "LastModified": 0.0}
    sets = [[name for bit, name in enumerate(names) if number >> bit & 1] for number in range(2 ** len(names))]
    body = of("s3", "ListObjectsV2").serialize({"Contents": [{n: values[n] for n in one} for one in sets]}, "r").body
    assert isinstance(body, bytes)
    for name in names[:-1]:
        assert body.count(f"<{name}>".encode()) == 2 ** (len(names) - 1)
    assert body.count(b"<Contents>") == 2 ** len(names)
