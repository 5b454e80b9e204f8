"""What trails put into buckets: log files every five minutes, and digests of these every hour.

Source: CloudTrail User Guide, Finding your CloudTrail log files; CloudTrail log file name format; CloudTrail digest
file structure; Custom implementations of CloudTrail log file integrity validation.
"""

import gzip
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson

from fogbank.kernel.audit import TrailEntry
from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import root_of, service_of
from fogbank.services.cloudtrail import event, names, selectors, signing
from fogbank.services.cloudtrail.records import Cursor, Digest, LogFile, Trail

DELIVERY_S = 300.0
DIGEST_S = 3600.0
_FILE_EVENTS_MAX = 2000


def put(call: Call, trail: Trail, key: str, data: bytes, metadata: dict[str, str] | None = None) -> None:
    """Write a file into the trail's bucket as CloudTrail. Errors: those of s3:PutObject."""
    request = {
        "Bucket": trail.bucket,
        "Key": key,
        "Body": data,
        "ContentType": "application/json",
        "ContentEncoding": "gzip",
        "ACL": "bucket-owner-full-control",
        "Metadata": metadata or {},
    }
    as_service = service_of("cloudtrail", trail.account)
    source = names.arn_of(trail, call.partition)
    call.invoke("s3", "PutObject", request, as_=as_service, region=trail.bucket_region, source=source)


def folder(trail: Trail, account: str, kind: str, region: str, at: float) -> str:
    """PREFIX/AWSLogs/o-1234567890/123456789012/CloudTrail/us-east-1/2026/11/25"""
    front = f"{trail.prefix}/" if trail.prefix else ""
    organization = f"{trail.organization}/" if trail.organization else ""
    day = datetime.fromtimestamp(at, UTC).strftime("%Y/%m/%d")
    return f"{front}AWSLogs/{organization}{account}/{kind}/{region}/{day}"


def _accounts(call: Call, trail: Trail) -> list[str]:
    """Whose events a trail has: of an organization, those of all its accounts."""
    if not trail.organization:
        return [trail.account]
    management = root_of(trail.account, partition=call.partition)
    found: list[str] = []
    page: dict[str, Any] = {}
    while True:
        answer = call.invoke("organizations", "ListAccounts", page, as_=management)
        found += [account["Id"] for account in answer["Accounts"]]
        if "NextToken" not in answer:
            return sorted(found)
        page = {"NextToken": answer["NextToken"]}


def _places(call: Call, trail: Trail) -> Iterator[tuple[str, str]]:
    """The accounts and regions whose events a trail has."""
    regions = sorted(call.kernel.topology.regions) if trail.multi_region else [trail.region]
    for account in _accounts(call, trail):
        for region in regions:
            yield account, region


def deliver(call: Call, trail: Trail, until: float) -> Trail:
    """Put what has happened before `until` into the bucket; what cannot be delivered is kept for the next time."""
    now = call.clock.now()
    trail = trail.replace(attempted_at=now)
    try:
        places = list(_places(call, trail))
    except ServiceError as error:  # the organization is gone
        return trail.replace(delivery_error=error.code)
    for account, region in places:
        saved = call.tx.savepoint()
        try:
            count = _deliver(call, trail, account, region, until)
        except ServiceError as error:
            call.tx.restore(saved)
            return trail.replace(delivery_error=error.code)
        if count:
            trail = trail.replace(delivered_at=now, delivery_error="")
    return trail


def _deliver(call: Call, trail: Trail, account: str, region: str, until: float) -> int:
    arn = names.arn_of(trail, call.partition)
    cursor = call.tx.get(Cursor, arn, account, region)
    start = max(cursor.at if cursor else 0.0, trail.started_at or 0.0)
    if start >= until:
        return 0
    wanted = orjson.loads(trail.selectors) if trail.selectors else selectors.DEFAULT
    count = 0
    batch: list[tuple[TrailEntry, dict[str, Any]]] = []
    for entry in call.tx.scan(TrailEntry, account, region, start=(start,), end=(until,)):
        told = event.of(call, entry)
        if selectors.wants(wanted, told, advanced=trail.advanced):
            batch.append((entry, told))
        if len(batch) == _FILE_EVENTS_MAX:
            count += _file(call, trail, account, region, batch)
            batch = []
    if batch:
        count += _file(call, trail, account, region, batch)
    call.tx.put(Cursor(arn, account, region, until))
    return count


def _file(call: Call, trail: Trail, account: str, region: str, batch: list[tuple[TrailEntry, dict[str, Any]]]) -> int:
    now = call.clock.now()
    text = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%MZ")
    place = folder(trail, account, "CloudTrail", region, now)
    key = f"{place}/{account}_CloudTrail_{region}_{text}_{call.ids.alnum(16)}.json.gz"
    data = orjson.dumps({"Records": [told for _, told in batch]})
    put(call, trail, key, gzip.compress(data, mtime=int(now)))
    if trail.validated:
        instants = [entry.at for entry, _ in batch]
        arn, sha256 = names.arn_of(trail, call.partition), hashlib.sha256(data).hexdigest()
        call.tx.insert(LogFile(arn, account, region, key, sha256, min(instants), max(instants)))
    return len(batch)


def digest(call: Call, trail: Trail, until: float) -> Trail:
    """Sign a digest of the files that have been delivered since the last one, also where there are none."""
    for delivered in list(call.tx.scan(Cursor, names.arn_of(trail, call.partition))):
        saved = call.tx.savepoint()
        try:
            _digest(call, trail, delivered.account, delivered.region, until)
        except ServiceError as error:
            call.tx.restore(saved)
            return trail.replace(digest_error=error.code)
        trail = trail.replace(digested_at=call.clock.now(), digest_error="")
    return trail


def _digest(call: Call, trail: Trail, account: str, region: str, until: float) -> None:
    arn = names.arn_of(trail, call.partition)
    files = list(call.tx.scan(LogFile, arn, account, region))
    before = call.tx.get(Digest, arn, account, region)
    if not files and before is None:
        return
    start = before.until if before else until - DIGEST_S
    key_pair = signing.current(call, region, until)
    end = event.stamp(until)
    text = datetime.fromtimestamp(int(until), UTC).strftime("%Y%m%dT%H%M%SZ")
    place = folder(trail, account, "CloudTrail-Digest", region, until)
    key = f"{place}/{account}_CloudTrail-Digest_{region}_{trail.name}_{trail.region}_{text}.json.gz"
    data = orjson.dumps(_document(trail, account, key, start, until, before, files, key_pair.fingerprint))
    signed = f"{end}\n{trail.bucket}/{key}\n{hashlib.sha256(data).hexdigest()}\n"
    signed += before.signature if before and before.signature else "null"
    signature = signing.sign(call, key_pair, signed.encode())
    metadata = {"signature": signature, "signature-algorithm": signing.ALGORITHM}
    put(call, trail, key, gzip.compress(data, mtime=int(until)), metadata)
    for file in files:
        call.tx.delete(file)
    call.tx.put(Digest(arn, account, region, until, key, hashlib.sha256(data).hexdigest(), signature))


def _document(
    trail: Trail,
    account: str,
    key: str,
    start: float,
    until: float,
    before: Digest | None,
    files: list[LogFile],
    fingerprint: str,
) -> dict[str, Any]:
    """Source: CloudTrail User Guide, CloudTrail digest file structure."""
    oldest = min((file.oldest_at for file in files), default=None)
    newest = max((file.newest_at for file in files), default=None)
    chained = before if before and before.key else None
    return {
        "awsAccountId": account,
        "digestStartTime": event.stamp(start),
        "digestEndTime": event.stamp(until),
        "digestS3Bucket": trail.bucket,
        "digestS3Object": key,
        "digestPublicKeyFingerprint": fingerprint,
        "digestSignatureAlgorithm": signing.ALGORITHM,
        "newestEventTime": None if newest is None else event.stamp(newest),
        "oldestEventTime": None if oldest is None else event.stamp(oldest),
        "previousDigestS3Bucket": trail.bucket if chained else None,
        "previousDigestS3Object": chained.key if chained else None,
        "previousDigestHashValue": chained.sha256 if chained else None,
        "previousDigestHashAlgorithm": "SHA-256" if chained else None,
        "previousDigestSignature": chained.signature if chained else None,
        "logFiles": [
            {
                "s3Bucket": trail.bucket,
                "s3Object": file.key,
                "hashValue": file.sha256,
                "hashAlgorithm": "SHA-256",
                "newestEventTime": event.stamp(file.newest_at),
                "oldestEventTime": event.stamp(file.oldest_at),
            }
            for file in files
        ],
    }
