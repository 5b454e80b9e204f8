"""CBOR: bytes to values and back, strictly; the two dialects that AWS has."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.errors import ServiceError, Unreadable
from fogbank.wire.protocols.cbor_bytes import Epoch, decode, encode
from tests.wire.asking import of, read, request

_VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(2**64), 2**64 - 1),
        st.floats(allow_nan=False),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
        st.binary(max_size=300),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=30), st.dictionaries(st.text("abc", max_size=3), inner, max_size=5)
    ),
    max_leaves=30,
)


class TestBytes:
    @pytest.mark.parametrize(
        ("data", "value"),
        [
            # Source: RFC 8949, appendix A.
            ("00", 0),
            ("17", 23),
            ("1818", 24),
            ("1b000000e8d4a51000", 1000000000000),
            ("1bffffffffffffffff", 18446744073709551615),
            ("20", -1),
            ("3863", -100),
            ("3bffffffffffffffff", -18446744073709551616),
            ("f90001", 5.960464477539063e-8),
            ("f93c00", 1.0),
            ("f97bff", 65504.0),
            ("fa47c35000", 100000.0),
            ("fb3ff199999999999a", 1.1),
            ("f97c00", float("inf")),
            ("f4", False),
            ("f6", None),
            ("f7", None),
            ("c11a514b67b0", 1363896240.0),
            ("c1fb41d452d9ec200000", 1363896240.5),
            ("c249010000000000000000", 18446744073709551616),
            ("4401020304", b"\x01\x02\x03\x04"),
            ("6449455446", "IETF"),
            ("62c3bc", "ü"),
            ("83010203", [1, 2, 3]),
            ("a26161016162820203", {"a": 1, "b": [2, 3]}),
            ("5f42010243030405ff", b"\x01\x02\x03\x04\x05"),
            ("7f657374726561646d696e67ff", "streaming"),
            ("9f018202039f0405ffff", [1, [2, 3], [4, 5]]),
            ("bf61610161629f0203ffff", {"a": 1, "b": [2, 3]}),
        ],
    )
    def test_read_the_examples_of_the_rfc(self, data: str, value: object) -> None:
        assert decode(bytes.fromhex(data)) == value

    @pytest.mark.parametrize(
        "data",
        [
            "", "18", "1c", "ff", "5f", "9f", "bf", "f8", "fe", "0000", "a101", "a10102", "61ff", "7f4161ff",
            "5f6161ff",
            "9bffffffffffffffff", "5bffffffffffffffff", "bbffffffffffffffff", "c1", "c16161", "d82000", "81ff",
            "81" * 500 + "00", "9f" * 500 + "ff" * 500, "1f", "3f", "df00ff", "bf6161ff",
        ],
    )  # fmt: skip
    def test_refuse_what_is_broken(self, data: str) -> None:
        with pytest.raises(Unreadable):
            decode(bytes.fromhex(data))

    @given(_VALUES)
    def test_come_back_as_they_were(self, value: Any) -> None:
        assert decode(encode(value)) == value

    @given(st.binary(max_size=40))
    def test_junk_is_only_ever_unreadable(self, junk: bytes) -> None:
        try:
            decode(junk)
        except Unreadable:
            return

    def test_members_that_are_none_are_left_out(self) -> None:
        assert decode(encode({"a": None, "b": [None]})) == {"b": [None]}

    def test_timestamps_have_tag_1(self) -> None:
        assert encode(Epoch(1363896240.5)).hex() == "c1fb41d452d9ec200000"


class TestSmithy:
    def test_integers_are_taken_for_floats(self) -> None:
        body = encode({"Namespace": "n", "MetricData": [{"MetricName": "m", "Value": 3, "Timestamp": Epoch(5.5)}]})
        path = "/service/GraniteServiceVersion20100801/operation/PutMetricData"
        asked = request("POST", path, smithy_protocol="rpc-v2-cbor", body=body)
        (datum,) = read("cloudwatch", "PutMetricData", asked)["MetricData"]  # type: ignore[misc]
        assert (datum["Value"], type(datum["Value"]), datum["Timestamp"]) == (3.0, float, 5.5)

    def test_body_must_be_a_map(self) -> None:
        path = "/service/GraniteServiceVersion20100801/operation/PutMetricData"
        with pytest.raises(Unreadable):
            read("cloudwatch", "PutMetricData", request("POST", path, smithy_protocol="rpc-v2-cbor", body=b"\x80"))

    def test_error(self) -> None:
        error = ServiceError("m", code="ResourceNotFoundException", status=404)
        response = of("cloudwatch", "GetDashboard").fault(error, "r")
        assert response.headers["smithy-protocol"] == "rpc-v2-cbor"
        assert decode(response.body)["__type"] == "ResourceNotFoundException"


class TestJavasDialect:
    """Source: AWS SDK for Java 2, SdkStructuredCborFactory and its unmarshallers: instants are milliseconds."""

    def test_timestamps_are_milliseconds(self) -> None:
        body = bytes.fromhex("a1") + encode("Timestamp") + bytes.fromhex("c11b0000018bcfe66a74")
        asked = request(
            "POST",
            "/",
            body=body,
            x_amz_target="Kinesis_20131202.GetShardIterator",
            content_type="application/x-amz-cbor-1.1",
        )
        assert read("kinesis", "GetShardIterator", asked, "amz-cbor") == {"Timestamp": 1700000066.164}

    def test_answer(self) -> None:
        answer = {"Records": [{"Data": b"x", "ApproximateArrivalTimestamp": 1700000066.164}]}
        response = of("kinesis", "GetRecords", "amz-cbor").serialize(answer, "r")
        assert response.headers["Content-Type"] == "application/x-amz-cbor-1.1"
        assert bytes.fromhex("c11b0000018bcfe66a74") in response.body

    def test_error(self) -> None:
        response = of("kinesis", "GetRecords", "amz-cbor").fault(ServiceError("m", code="Own", status=400), "r")
        assert decode(response.body) == {"__type": "Own", "message": "m"}
