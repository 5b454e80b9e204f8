"""How tables and indexes are described in answers."""

from typing import Any

from fogbank.kernel.store import Tx
from fogbank.services.dynamodb import names
from fogbank.services.dynamodb.records import ACTIVE, CREATING, INCLUDE, UPDATING, Index, Sizes, Table, Throughput

_DAY_S = 86_400.0
_KEY_STATUS = {CREATING: "ENABLING", UPDATING: "UPDATING"}

Told = dict[str, Any]


def table(tx: Tx, of: Table) -> Told:
    """A TableDescription.

    Source: API Reference, TableDescription; members that are left out as in answers of AWS.
    Differs: counts and sizes are those of now, where AWS's are up to six hours old.
    """
    known = tx.get(Sizes, of.space)
    sizes = known.of if known else {}
    items, size_bytes = sizes.get(of.space, (0, 0))
    told: Told = {
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": kind} for name, kind in of.attributes.items()
        ],
        "TableName": of.name,
        "KeySchema": _schema((of.hash,), (of.range,) if of.range else ()),
        "TableStatus": of.status,
        "CreationDateTime": of.created_at,
        "ProvisionedThroughput": throughput(of.throughput, tx.now),
        "TableSizeBytes": size_bytes,
        "ItemCount": items,
        "TableArn": of.arn,
        "TableId": of.id,
        "DeletionProtectionEnabled": of.deletion_protected,
        "WarmThroughput": _warm(of.throughput, of.status),
    }
    if of.billing_told:
        told["BillingModeSummary"] = _billing(of)
    local = [_index(of, index, sizes, tx.now) for index in of.indexes if index.local]
    others = [_index(of, index, sizes, tx.now) for index in of.indexes if not index.local]
    if local:
        told["LocalSecondaryIndexes"] = local
    if others:
        told["GlobalSecondaryIndexes"] = others
    if bounds := _bounds(of.throughput):
        told["OnDemandThroughput"] = bounds
    if of.table_class:
        told["TableClassSummary"] = {"TableClass": of.table_class}
        if of.class_changed_at:
            told["TableClassSummary"]["LastUpdateDateTime"] = of.class_changed_at[-1]
    return told | _stream(of) | encryption(of)


def deleted(tx: Tx, of: Table) -> Told:
    """What is told of a table at its deletion: no key and no definitions any more, as in answers of AWS."""
    shown = ("TableName", "TableStatus", "ProvisionedThroughput", "TableSizeBytes", "ItemCount", "TableArn", "TableId")
    told = table(tx, of)
    return {name: told[name] for name in (*shown, "DeletionProtectionEnabled")}


def throughput(of: Throughput, now: float) -> Told:
    """A ProvisionedThroughputDescription. Days are those of UTC."""
    today = of.decreases if of.decreased_at // _DAY_S == now // _DAY_S else 0
    told: Told = {"NumberOfDecreasesToday": today, "ReadCapacityUnits": of.read, "WriteCapacityUnits": of.write}
    if of.increased_at:
        told["LastIncreaseDateTime"] = of.increased_at
    if of.decreased_at:
        told["LastDecreaseDateTime"] = of.decreased_at
    return told


def _schema(hashes: tuple[str, ...], ranges: tuple[str, ...]) -> list[Told]:
    return [
        *({"AttributeName": name, "KeyType": "HASH"} for name in hashes),
        *({"AttributeName": name, "KeyType": "RANGE"} for name in ranges),
    ]


def _billing(of: Table) -> Told:
    told: Told = {"BillingMode": "PAY_PER_REQUEST" if of.on_demand else "PROVISIONED"}
    if of.switched_at:
        told["LastUpdateToPayPerRequestDateTime"] = of.switched_at[-1]
    return told


def _warm(of: Throughput, status: str) -> Told:
    return {
        "ReadUnitsPerSecond": of.warm_read,
        "WriteUnitsPerSecond": of.warm_write,
        "Status": ACTIVE if status == ACTIVE else "UPDATING",
    }


def _bounds(of: Throughput) -> Told:
    """The bounds of on-demand mode; -1 where only the other one is there."""
    if not (of.read_max or of.write_max):
        return {}
    return {"MaxReadRequestUnits": of.read_max or -1, "MaxWriteRequestUnits": of.write_max or -1}


def _index(of: Table, index: Index, sizes: dict[str, tuple[int, int]], now: float) -> Told:
    items, size_bytes = sizes.get(index.space, (0, 0))
    projection: Told = {"ProjectionType": index.projection}
    if index.projection == INCLUDE:
        projection["NonKeyAttributes"] = list(index.included)
    told: Told = {
        "IndexName": index.name,
        "KeySchema": _schema(index.hash, index.range),
        "Projection": projection,
        "IndexSizeBytes": size_bytes,
        "ItemCount": items,
        "IndexArn": names.index_arn(of, index),
    }
    if not index.local:
        told["IndexStatus"] = index.status
        if index.status == CREATING and of.status != CREATING:
            told["Backfilling"] = index.backfilling
        told["ProvisionedThroughput"] = throughput(index.throughput, now)
        told["WarmThroughput"] = _warm(index.throughput, index.status)
        if bounds := _bounds(index.throughput):
            told["OnDemandThroughput"] = bounds
    return told


def _stream(of: Table) -> Told:
    told: Told = {}
    if of.stream_view:
        told["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": of.stream_view}
    if of.stream_label:
        told["LatestStreamLabel"] = of.stream_label
        told["LatestStreamArn"] = f"{of.arn}/stream/{of.stream_label}"
    return told


def encryption(of: Table) -> Told:
    """The SSEDescription of a table that is under a KMS key; others are not told to be encrypted, as all are."""
    kept = of.encryption
    if kept is None:
        return {}
    status = _KEY_STATUS.get(of.status, "ENABLED")
    told: Told = {"Status": status, "SSEType": "KMS", "KMSMasterKeyArn": kept.kms_key}
    if kept.inaccessible_at:
        told["InaccessibleEncryptionDateTime"] = kept.inaccessible_at
    return {"SSEDescription": told}
