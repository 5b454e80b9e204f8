"""DynamoDB's number of 38 digits: DDB-003. Source: Developer Guide, "Supported data types", Number."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb.numbers import minus, number, plus, size_of_number
from fogbank.services.dynamodb.values import less

LARGEST = "9." + "9" * 37 + "E+125"


def _text(sign: str, digits: str, exponent: int) -> str:
    return f"{sign}{digits}E{exponent}"


# Numbers that DynamoDB can keep: up to 38 digits, from 1E-130 to 9.99...E+125.
kept = st.builds(
    _text,
    st.sampled_from(["", "-", "+"]),
    st.integers(1, 10**38 - 1).map(str),
    st.integers(-120, 80),
)


class TestNumber:
    @pytest.mark.parametrize(
        ("sent", "kept_as"),
        [
            ("0", "0"),
            ("-0", "0"),
            ("0e500", "0"),
            ("+5", "5"),
            ("007", "7"),
            ("1.50", "1.5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-0.0010", "-0.001"),
            ("1e2", "100"),
            ("1E+2", "100"),
            ("12.34e1", "123.4"),
            ("12.34e-3", "0.01234"),
            ("1E-130", "0." + "0" * 129 + "1"),
            (LARGEST, "9" * 38 + "0" * 88),
            ("1" + "0" * 60, "1" + "0" * 60),
            ("1." + "0" * 60, "1"),
        ],
    )
    def test_becomes_plain(self, sent: str, kept_as: str) -> None:
        assert number(sent) == kept_as

    @pytest.mark.parametrize(
        "text", ["a", "1a", "1+2", "1.2.3", "+e2", "1e", "e5", ".", "-", " 5", "5 ", "NaN", "Infinity", "0x1"]
    )
    def test_what_is_no_number(self, text: str) -> None:
        with pytest.raises(ServiceError) as caught:
            number(text)
        assert caught.value.message == f"The parameter cannot be converted to a numeric value: {text}"

    def test_nothing_is_no_number(self) -> None:
        with pytest.raises(ServiceError) as caught:
            number("")
        assert caught.value.message == "The parameter cannot be converted to a numeric value"

    @pytest.mark.parametrize("text", ["1E+126", "-1E+126", "9" * 39 + "E+100", "1" + "0" * 126])
    def test_too_large(self, text: str) -> None:
        with pytest.raises(ServiceError) as caught:
            number(text)
        assert caught.value.message == (
            "Number overflow. Attempting to store a number with magnitude larger than supported range"
        )

    @pytest.mark.parametrize("text", ["1E-131", "-9.9E-131", "0." + "0" * 130 + "1"])
    def test_too_small(self, text: str) -> None:
        with pytest.raises(ServiceError) as caught:
            number(text)
        assert caught.value.message == (
            "Number underflow. Attempting to store a number with magnitude smaller than supported range"
        )

    @pytest.mark.parametrize("text", ["1" * 39, "0." + "1" * 39, "1" * 20 + "." + "1" * 19])
    def test_too_precise(self, text: str) -> None:
        with pytest.raises(ServiceError) as caught:
            number(text)
        assert caught.value.message == "Attempting to store more than 38 significant digits in a Number"

    @given(kept)
    def test_is_exact_and_canonical(self, text: str) -> None:
        canonical = number(text)
        assert Decimal(canonical) == Decimal(text)
        assert number(canonical) == canonical
        assert "E" not in canonical

    @given(kept, kept)
    def test_one_text_for_one_number(self, left: str, right: str) -> None:
        assert (number(left) == number(right)) == (Decimal(left) == Decimal(right))

    @given(kept, kept)
    def test_order_agrees_with_decimal(self, left: str, right: str) -> None:
        assert less({"N": number(left)}, {"N": number(right)}) == (Decimal(left) < Decimal(right))


class TestArithmetic:
    def test_is_decimal(self) -> None:
        assert plus("0.1", "0.2") == "0.3"
        assert minus("100000000000000000000.00000001", "1") == "99999999999999999999.00000001"
        assert minus("5", "5") == "0"

    def test_results_are_numbers_too(self) -> None:
        with pytest.raises(ServiceError, match="Number overflow"):
            plus(number(LARGEST), number("1E125"))
        with pytest.raises(ServiceError, match="more than 38 significant digits"):
            plus("1" + "0" * 37, "0.1")
        with pytest.raises(ServiceError, match="more than 38 significant digits"):
            minus(number(LARGEST), number("1E-130"))

    @given(st.decimals(-(10**15), 10**15, places=6), st.decimals(-(10**15), 10**15, places=6))
    def test_agrees_with_decimal(self, left: Decimal, right: Decimal) -> None:
        with localcontext() as context:
            context.prec = 60
            assert Decimal(plus(number(str(left)), number(str(right)))) == left + right
            assert Decimal(minus(number(str(left)), number(str(right)))) == left - right


class TestSize:
    @pytest.mark.parametrize(
        ("text", "size"),
        [
            # Developer Guide, "DynamoDB item sizes and formats": two, three and three bytes.
            ("27", 2),
            ("-27", 3),
            ("461", 3),
            # By the rule that was measured: either side of the point begins a pair of its own.
            ("0", 1),
            ("1", 2),
            ("1000", 2),
            ("1001", 3),
            ("0.001", 2),
            ("12.5", 3),
            ("100.5", 4),
            ("-1.5", 4),
            ("9" * 38, 20),
            ("9." + "9" * 37, 21),
        ],
    )
    def test_of_numbers(self, text: str, size: int) -> None:
        assert size_of_number(text) == size
