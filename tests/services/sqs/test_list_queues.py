"""ListQueues. Source: SQS API Reference, ListQueues."""

from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_without_queues_there_is_no_member(self, sqs: Sqs) -> None:
        assert sqs.call("ListQueues") == {}

    def test_urls_in_order_of_names(self, sqs: Sqs) -> None:
        urls = [sqs.queue(name) for name in ("b", "a", "c.fifo")]
        assert sqs.call("ListQueues") == {"QueueUrls": [urls[1], urls[0], urls[2]]}


class TestRules:
    def test_max_results_from_1_to_1000(self, sqs: Sqs) -> None:
        for wrong in (0, 1001):
            assert sqs.error("ListQueues", MaxResults=wrong).code == "InvalidParameterValue"

    def test_a_token_of_nobody_is_refused(self, sqs: Sqs) -> None:
        assert sqs.error("ListQueues", MaxResults=1, NextToken="made-up").status == 400


class TestBehaviour:
    def test_only_names_with_the_prefix(self, sqs: Sqs) -> None:
        urls = [sqs.queue(name) for name in ("job-a", "job-b", "jobs", "other")]
        assert sqs.call("ListQueues", QueueNamePrefix="job-") == {"QueueUrls": urls[:2]}
        assert sqs.call("ListQueues", QueueNamePrefix="nothing") == {}

    def test_pages_hold_every_queue_once(self, sqs: Sqs) -> None:
        urls = [sqs.queue(f"q{n}") for n in range(5)]
        seen: list[str] = []
        page = sqs.call("ListQueues", MaxResults=2)
        while True:
            seen += page["QueueUrls"]
            if "NextToken" not in page:
                break
            page = sqs.call("ListQueues", MaxResults=2, NextToken=page["NextToken"])
        assert seen == urls

    def test_a_full_last_page_has_no_token(self, sqs: Sqs) -> None:
        sqs.queue("a")
        sqs.queue("b")
        assert "NextToken" not in sqs.call("ListQueues", MaxResults=2)

    def test_a_token_is_only_given_where_max_results_asks_for_pages(self, sqs: Sqs) -> None:
        """Source: API Reference: you must set MaxResults to receive a value for NextToken."""
        for n in range(3):
            sqs.queue(f"q{n}")
        assert "NextToken" not in sqs.call("ListQueues")
