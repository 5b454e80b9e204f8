"""GenerateRandom. Source: KMS API Reference, GenerateRandom."""

from tests.services.kms.conftest import Kms


class TestShape:
    def test_so_many_bytes(self, kms: Kms) -> None:
        for size in (1, 32, 1024):
            answer = kms.call("GenerateRandom", NumberOfBytes=size)
            assert (set(answer), len(answer["Plaintext"])) == ({"Plaintext"}, size)


class TestRules:
    def test_the_number_is_required(self, kms: Kms) -> None:
        assert kms.code_of("GenerateRandom") == "ValidationError"
        for wrong in (0, 1025):
            assert kms.code_of("GenerateRandom", NumberOfBytes=wrong) == "ValidationError"

    def test_what_is_not_here_says_so(self, kms: Kms) -> None:
        assert kms.code_of("GenerateRandom", NumberOfBytes=1, CustomKeyStoreId="cks-1") == "NotImplemented"


class TestBehaviour:
    def test_never_the_same(self, kms: Kms) -> None:
        assert len({kms.call("GenerateRandom", NumberOfBytes=16)["Plaintext"] for _ in range(32)}) == 32

    def test_it_counts_as_a_cryptographic_operation(self, kms: Kms) -> None:
        """KMS-006."""
        kms.set_quota("L-6E3AF000", 1)
        kms.call("GenerateRandom", NumberOfBytes=1)
        assert kms.code_of("GenerateRandom", NumberOfBytes=1) == "ThrottlingException"
