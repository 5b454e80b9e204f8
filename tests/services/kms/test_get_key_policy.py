"""GetKeyPolicy. Source: KMS API Reference, GetKeyPolicy."""

from tests.services.kms.conftest import STATES, WITHOUT_ALIASES, Kms


class TestShape:
    def test_in_the_form_in_which_aws_hands_it_out(self, kms: Kms) -> None:
        answer = kms.call("GetKeyPolicy", KeyId=kms.key())
        assert answer["PolicyName"] == "default"
        assert answer["Policy"].startswith(
            '{\n  "Version" : "2012-10-17",\n  "Id" : "key-default-1",\n  "Statement" : [ {'
        )


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("GetKeyPolicy") == WITHOUT_ALIASES

    def test_there_is_one_policy(self, kms: Kms) -> None:
        key = kms.key()
        for name in ("AWS_RAM", "other"):
            error = kms.error("GetKeyPolicy", KeyId=key, PolicyName=name)
            assert (error.code, error.message) == ("NotFoundException", "No such policy exists")

    def test_in_every_state(self, kms: Kms) -> None:
        assert kms.codes_by_state("GetKeyPolicy") == dict.fromkeys(STATES, "")
