"""AWS's extended client library for SQS: row SQS-004."""

import subprocess
import sys
import textwrap

from tests.app.served import KEYS, Served, environment
from tests.journeys.conftest import Client

# In a process of its own: importing the library changes boto3 for everybody in the process.
SCRIPT = textwrap.dedent("""
    import boto3
    import sqs_extended_client

    boto3.client("s3").create_bucket(Bucket="large-bodies")
    sqs = boto3.client("sqs")
    sqs.large_payload_support = "large-bodies"
    url = sqs.create_queue(QueueName="extended", Attributes={"VisibilityTimeout": "0"})["QueueUrl"]
    body = "0123456789" * 500_000
    sqs.send_message(QueueUrl=url, MessageBody=body)
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    assert message["Body"] == body
    print(url)
""")


def test_a_body_of_5_mb_comes_back_whole_and_the_message_is_small(server: Served, client: Client) -> None:
    env = environment(**KEYS, AWS_ENDPOINT_URL=server.url)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], check=False, env=env, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    (stored,) = client("s3").list_objects_v2(Bucket="large-bodies")["Contents"]
    assert stored["Size"] == 5_000_000
    url = done.stdout.strip()
    (message,) = client("sqs").receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
    assert len(message["Body"]) < 1000
    assert stored["Key"] in message["Body"]
    assert message["MessageAttributes"]["ExtendedPayloadSize"]["StringValue"] == "5000000"
