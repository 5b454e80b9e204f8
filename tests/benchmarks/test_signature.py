"""Our own signer and our recordings agree with botocore's signer."""

import calendar

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from benchmarks.recording import Recorder
from benchmarks.signature import UNSIGNED, Signer

KEY = "AKIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
HOST = "127.0.0.1:4566"
STAMP = "20261124T120000Z"
AT = float(calendar.timegm((2026, 11, 24, 12, 0, 0)))


def authorization(head: bytes) -> str:
    lines = head.decode().split("\r\n")
    return next(line.partition(": ")[2] for line in lines if line.startswith("authorization: "))


def by_botocore(signer: type[SigV4Auth], service: str, request: AWSRequest) -> str:
    request.context["timestamp"] = STAMP
    auth = signer(Credentials(KEY, SECRET), service, "us-east-1")
    text = auth.canonical_request(request)
    return str(auth._inject_signature_to_request(request, auth.signature(auth.string_to_sign(request, text), request)))


class TestSigner:
    def test_a_body_that_is_hashed(self) -> None:
        headers = {"content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.ReceiveMessage"}
        head = Signer(KEY, SECRET, "sqs", HOST).head("POST", "/", headers, b"{}", at=AT)
        request = AWSRequest("POST", f"http://{HOST}/", {**headers, "x-amz-date": STAMP, "host": HOST}, b"{}")
        by_botocore(SigV4Auth, "sqs", request)
        assert authorization(head) == request.headers["Authorization"]

    def test_a_body_that_is_not(self) -> None:
        head = Signer(KEY, SECRET, "s3", HOST).head("PUT", "/bucket/a key", {"content-length": "5"}, UNSIGNED, at=AT)
        headers = {
            "content-length": "5",
            "x-amz-date": STAMP,
            "x-amz-content-sha256": UNSIGNED,
            "host": HOST,
        }
        request = AWSRequest("PUT", f"http://{HOST}/bucket/a%20key", headers)
        by_botocore(S3SigV4Auth, "s3", request)
        assert authorization(head) == request.headers["Authorization"]


class TestRecorder:
    def test_a_call_is_recorded_and_not_made(self) -> None:
        # Port 9 answers nothing: a call that was made would fail.
        recorder = Recorder("http://127.0.0.1:9", KEY, SECRET)
        data = recorder.record("sqs", "send_message", QueueUrl="http://127.0.0.1:9/1/q", MessageBody="hello")
        head, _, body = data.partition(b"\r\n\r\n")
        assert head.startswith(b"POST / HTTP/1.1\r\nHost: 127.0.0.1:9\r\n")
        assert b"X-Amz-Target: AmazonSQS.SendMessage" in head
        assert f"Content-Length: {len(body)}".encode() in head
        assert b"hello" in body

    def test_nothing_is_asked_before_a_body(self) -> None:
        recorder = Recorder("http://127.0.0.1:9", KEY, SECRET)
        data = recorder.record("s3", "put_object", Bucket="bucket", Key="key", Body=b"x" * 1024)
        assert data.startswith(b"PUT /bucket/key HTTP/1.1\r\n")
        assert b"expect" not in data.lower()
        assert data.endswith(b"\r\n\r\n" + b"x" * 1024)
