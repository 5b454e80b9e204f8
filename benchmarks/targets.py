"""The ceilings that Fogbank sets itself, and the floors against its peers. Reached or not, they are printed.

At 32 connections, where the generator and not the scheduler decides; see docs/benchmarks.md for how to read them.
"""

START_MS_MAX = 150.0
IDLE_MIB_MAX = 48.0
STREAM_GROWTH_MIB_MAX = 64.0
DECISION_US_MAX = 15.0

# A read of the large table against the same read of the small one, in processor time; and a scan of the large one.
LARGE_TABLE_RATIO_MAX = 1.25
SCAN_MB_MIN = 50.0

# Processor microseconds of the server for each request, at 32 connections.
CPU_US_MAX = {
    "SQS SendMessage": 45.0,
    "SQS ReceiveMessage + DeleteMessage": 110.0,
    "S3 PutObject 1 KiB": 45.0,
    "S3 GetObject 1 KiB": 45.0,
    "S3 ListObjectsV2 of 100": 250.0,
    "DynamoDB PutItem": 80.0,
    "DynamoDB GetItem": 60.0,
    "DynamoDB Query of 10": 100.0,
}

# Requests each second against one of the peers, or (BEST) against the fastest of them, at 32 connections.
BEST = "the fastest"
_TABLES = {"dynalite on disk": 1.0, "dynalite": 1.0, "MiniStack": 5.0}
RATIO_MIN = {
    "SQS SendMessage": {BEST: 5.0},
    "SQS ReceiveMessage + DeleteMessage": {BEST: 3.0},
    "S3 PutObject 1 KiB": {BEST: 3.0},
    "S3 GetObject 1 KiB": {BEST: 3.0},
    "S3 ListObjectsV2 of 100": {BEST: 2.0},
    "S3 PutObject 64 MiB": {BEST: 1.0},
    "S3 GetObject 64 MiB": {BEST: 1.0},
    "DynamoDB PutItem": _TABLES,
    "DynamoDB GetItem": _TABLES,
    "DynamoDB Query of 10": _TABLES,
}
