"""How the trail tells parameters and answers."""

from fogbank.wire.models import Models
from fogbank.wire.telling import HIDDEN, teller


def test_names_begin_small_and_secrets_are_hidden() -> None:
    """CT-001"""
    iam = Models().service("iam")
    told = teller(iam, "CreateLoginProfileRequest")(
        {"UserName": "ann", "Password": "secret", "PasswordResetRequired": True}
    )
    assert told == {"userName": "ann", "password": HIDDEN, "passwordResetRequired": True}
    answer = teller(iam, "CreateAccessKeyResponse")(
        {"AccessKey": {"UserName": "ann", "AccessKeyId": "AKIA", "Status": "Active", "SecretAccessKey": "wJalr"}}
    )
    assert answer["accessKey"]["secretAccessKey"] == HIDDEN
    assert "wJalr" not in str(answer)


def test_bytes_are_left_out() -> None:
    s3 = Models().service("s3")
    assert teller(s3, "PutObjectRequest")({"Bucket": "b", "Key": "k", "Body": b"x" * 100}) == {
        "bucket": "b",
        "key": "k",
    }


def test_a_shape_that_holds_itself() -> None:
    dynamodb = Models().service("dynamodb")
    item = {"a": {"M": {"b": {"L": [{"S": "x"}]}}}}
    assert teller(dynamodb, "PutItemInput")({"TableName": "t", "Item": item}) == {
        "tableName": "t",
        "item": {"a": {"m": {"b": {"l": [{"s": "x"}]}}}},
    }


def test_an_operation_without_input() -> None:
    assert teller(Models().service("sqs"), None)({}) == {}
