"""Versions over their life: off, on, suspended. Source: S3 User Guide, Using versioning in S3 buckets."""

from tests.services.s3.conftest import S3


def listed(s3: S3) -> list[tuple[str, bool, bool]]:
    """Version id, whether a marker, whether the latest; the newest first."""
    answer = s3.call("ListObjectVersions", Bucket="pond")
    rows = [(row["VersionId"], False, row["IsLatest"]) for row in answer.get("Versions", [])]
    rows += [(row["VersionId"], True, row["IsLatest"]) for row in answer.get("DeleteMarkers", [])]
    return sorted(rows, key=lambda row: not row[2])


def test_objects_from_before_are_null(s3: S3) -> None:
    """S3-012."""
    s3.put(s3.bucket(), "a", b"old")
    s3.versioning("pond", "Enabled")
    assert listed(s3) == [("null", False, True)]
    assert s3.head("pond", "a")["VersionId"] == "null"
    new = s3.put("pond", "a", b"new")["VersionId"]
    assert listed(s3) == [(new, False, True), ("null", False, False)]
    assert s3.get("pond", "a", VersionId="null") == b"old"


def test_suspended_puts_are_null_and_keep_the_others(s3: S3) -> None:
    """S3-013."""
    s3.bucket(versioning="Enabled")
    kept = s3.put("pond", "a", b"kept")["VersionId"]
    s3.versioning("pond", "Suspended")
    assert s3.put("pond", "a", b"null 1")["VersionId"] == "null"
    assert s3.put("pond", "a", b"null 2")["VersionId"] == "null"
    assert listed(s3) == [("null", False, True), (kept, False, False)]
    assert s3.get("pond", "a") == b"null 2"
    assert s3.get("pond", "a", VersionId=kept) == b"kept"


def test_a_suspended_put_replaces_a_null_version_from_long_ago(s3: S3) -> None:
    s3.put(s3.bucket(), "a", b"x" * 100_000)
    s3.versioning("pond", "Enabled")
    kept = s3.put("pond", "a", b"kept")["VersionId"]
    s3.versioning("pond", "Suspended")
    s3.put("pond", "a", b"null")
    assert listed(s3) == [("null", False, True), (kept, False, False)]
    assert s3.files() == 0


def test_a_suspended_delete_makes_a_null_marker(s3: S3) -> None:
    """Source: S3 User Guide, Deleting objects from versioning-suspended buckets."""
    s3.bucket(versioning="Enabled")
    kept = s3.put("pond", "a", b"kept")["VersionId"]
    s3.versioning("pond", "Suspended")
    s3.put("pond", "a", b"x" * 100_000)
    assert s3.delete("pond", "a") == {"VersionId": "null", "DeleteMarker": True}
    assert listed(s3) == [("null", True, True), (kept, False, False)]
    assert s3.files() == 0
    assert s3.delete("pond", "a") == {"VersionId": "null", "DeleteMarker": True}
    assert listed(s3) == [("null", True, True), (kept, False, False)]
    s3.put("pond", "a", b"again")
    assert listed(s3) == [("null", False, True), (kept, False, False)]


def test_deleting_all_versions_is_permanent(s3: S3) -> None:
    """S3-014."""
    s3.bucket(versioning="Enabled")
    ids = [s3.put("pond", "a", b"x" * 20_000)["VersionId"] for _ in range(3)]
    ids.append(s3.delete("pond", "a")["VersionId"])
    for version in ids:
        s3.delete("pond", "a", VersionId=version)
    assert listed(s3) == []
    assert s3.code("GetObject", Bucket="pond", Key="a") == "NoSuchKey"
    assert s3.files() == 0


def test_markers_on_markers(s3: S3) -> None:
    s3.bucket(versioning="Enabled")
    made = s3.put("pond", "a", b"water")["VersionId"]
    markers = [s3.delete("pond", "a")["VersionId"] for _ in range(2)]
    s3.delete("pond", "a", VersionId=markers[1])
    assert s3.keys("pond") == []
    s3.delete("pond", "a", VersionId=made)
    s3.delete("pond", "a", VersionId=markers[0])
    assert listed(s3) == []


def test_all_of_it_survives_a_restart(tmp_path: object) -> None:
    from pathlib import Path

    from tests.cloud import running

    assert isinstance(tmp_path, Path)
    with running(data=tmp_path / "data") as cloud:
        s3 = S3(cloud)
        s3.bucket(versioning="Enabled")
        first = s3.put("pond", "a", b"1" * 100_000)["VersionId"]
        s3.put("pond", "a", b"2")
        upload = s3.begin("pond", "b")
        part = s3.part("pond", "b", upload, 1, b"p" * 30_000)
    with running(data=tmp_path / "data", seed=2) as cloud:
        s3 = S3(cloud)
        assert s3.get("pond", "a") == b"2"
        assert s3.get("pond", "a", VersionId=first) == b"1" * 100_000
        s3.complete("pond", "b", upload, [part])
        assert s3.get("pond", "b") == b"p" * 30_000
