"""The ceilings that Fogbank sets itself, and the floors against its peers. Reached or not, they are printed.

At 32 connections, where the generator and not the scheduler decides; see docs/benchmarks.md for how to read them.
"""

START_MS_MAX = 150.0
IDLE_MIB_MAX = 48.0
STREAM_GROWTH_MIB_MAX = 64.0
DECISION_US_MAX = 15.0

# Processor microseconds of the server for each request, at 32 connections.
CPU_US_MAX = {
    "SQS SendMessage": 45.0,
    "SQS ReceiveMessage + DeleteMessage": 110.0,
    "S3 PutObject 1 KiB": 45.0,
    "S3 GetObject 1 KiB": 45.0,
    "S3 ListObjectsV2 of 100": 250.0,
}

# Requests each second against the faster of the peers, at 32 connections.
RATIO_MIN = {
    "SQS SendMessage": 5.0,
    "SQS ReceiveMessage + DeleteMessage": 3.0,
    "S3 PutObject 1 KiB": 3.0,
    "S3 GetObject 1 KiB": 3.0,
    "S3 ListObjectsV2 of 100": 2.0,
    "S3 PutObject 64 MiB": 1.0,
    "S3 GetObject 64 MiB": 1.0,
}
