"""How often a FIFO queue may be called."""

from fogbank.kernel.call import Call
from fogbank.services.sqs import errors
from fogbank.services.sqs.records import Queue

# Calls a second of each operation in high-throughput mode. Elsewhere 2,400.
# Source: Developer Guide, Amazon SQS message quotas, FIFO high throughput (non-batch).
_HIGH = {
    "us-east-1": 70_000,
    "us-west-2": 70_000,
    "eu-west-1": 70_000,
    "us-east-2": 19_000,
    "eu-central-1": 19_000,
    "ap-south-1": 9_000,
    "ap-southeast-1": 9_000,
    "ap-southeast-2": 9_000,
    "ap-northeast-1": 9_000,
    "eu-west-2": 4_500,
    "sa-east-1": 4_500,
}
_HIGH_ELSEWHERE = 2_400


def take_turn(call: Call, queue: Queue, action: str) -> None:
    """Count a call of a FIFO queue against its rate, in virtual time; batch forms count as their single ones.

    Errors: RequestThrottled.
    """
    if not queue.fifo or call.tx.now != call.started_at:  # a long poll that is run again has been counted
        return
    if queue.throughput_limit == "perMessageGroupId":
        per_second = call.quota("fifo-high-throughput-calls-per-second", _HIGH.get(queue.region, _HIGH_ELSEWHERE))
    else:
        per_second = call.quota("fifo-calls-per-second", 300)
    if not call.kernel.rates.take((queue.arn, action), per_second, burst=per_second):
        raise errors.throttled()
