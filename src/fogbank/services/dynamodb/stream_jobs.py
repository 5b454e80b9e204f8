"""What streams owe: the removal of what is older than a day."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import job
from fogbank.services.dynamodb import streams
from fogbank.services.dynamodb.stream_records import Stream


@job("dynamodb.trim_stream")
def trim_stream(call: Call, account: str, region: str, name: str, label: str) -> None:
    """Remove changes and shards that are over."""
    stream = call.tx.get(Stream, account, region, name, label)
    if stream is not None:
        streams.sweep(call.tx, stream)
