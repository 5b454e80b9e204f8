"""Results become tables with ratios and targets."""

from benchmarks.decision import Cost, measure
from benchmarks.load import Load, percentile
from benchmarks.report import Results, cell
from benchmarks.tables import Large, Reads


def load(requests: int, cpu_s: float = 1.0, errors: int = 0) -> Load:
    return Load(requests, 2.0, 1.5, 9.0, errors, cpu_s)


def results(own: Load, peer: Load) -> Results:
    made = Results(["Fogbank", "moto"], {"moto": "5"})
    made.start_ms = {"Fogbank": [100.0, 120.0, 140.0], "moto": [240.0]}
    made.cells["SQS SendMessage", 32] = {"Fogbank": cell([own]), "moto": cell([peer])}
    return made


class TestMarkdown:
    def test_rates_ratios_and_reached_targets(self) -> None:
        text = results(load(40_000), load(4_000, errors=3)).markdown()
        assert "| | Fogbank | moto 5 | target |" in text
        assert "| start to first signed answer | 120 ms | 240 ms (2.0x) | 120 of at most 150 ms: reached |" in text
        assert "20000/s, 1.50 / 9.0, 25 us | 2000/s **(10.0x)**, 1.50 / 9.0, 250 us, 3 errors |" in text
        assert "25 of at most 45 us: reached; 10.0 of at least 5x: reached |" in text

    def test_a_target_that_is_missed_says_so(self) -> None:
        text = results(load(4_000), load(4_000)).markdown()
        assert "250 of at most 45 us: NOT reached; 1.0 of at least 5x: NOT reached" in text

    def test_a_peer_that_lacks_the_service_has_no_numbers(self) -> None:
        made = results(load(40_000), load(4_000))
        made.cells["S3 GetObject 1 KiB", 32] = {"Fogbank": cell([load(40_000)])}
        assert "| S3 GetObject 1 KiB | 32 | 20000/s, 1.50 / 9.0, 25 us | - | 25 of at most 45 us: reached |" in (
            made.markdown()
        )

    def test_each_peer_has_its_own_floor(self) -> None:
        made = Results(["Fogbank", "MiniStack", "dynalite"], {})
        cells = {"Fogbank": load(20_000), "MiniStack": load(5_000), "dynalite": load(16_000)}
        made.cells["DynamoDB GetItem", 32] = {name: cell([each]) for name, each in cells.items()}
        assert (
            "50 of at most 60 us: reached; 1.2 of at least 1x dynalite: reached; "
            "4.0 of at least 5x MiniStack: NOT reached |"
        ) in made.markdown()

    def test_a_large_table_costs_what_a_small_one_costs(self) -> None:
        small, large = Reads(1000, load(40_000), load(20_000)), Reads(1_000_000, load(36_364), load(12_500))
        made = results(load(40_000), load(4_000))
        made.table = Large(load(4_000), small, large, load(40)._replace(bytes=180_000_000))
        assert (
            "GetItem 25 us among 1000 items, 27 us among 1000000 (1.10 of at most 1.25x: reached); "
            "Query of 10 50 us among 1000 items, 80 us among 1000000 (1.60 of at most 1.25x: NOT reached); "
            "Scan of all its 180 MB 90 of at least 50 MB/s: reached; filled with 500000 items/s"
        ) in made.markdown()
        assert made.as_json()["table"]["large"][0] == 1_000_000

    def test_the_cost_of_a_decision(self) -> None:
        made = results(load(40_000), load(4_000))
        made.decision = Cost(6.04, 7.5, 15.2)
        assert made.markdown().endswith(
            "6.0 us; with a policy of the resource 7.5 us; below an organization 15 of at most 15 us: NOT reached\n"
        )
        assert made.as_json()["decision"]["user_us"] == 6.04

    def test_what_failed_is_shown(self) -> None:
        made = results(load(40_000), load(4_000))
        made.cells["SQS SendMessage", 32]["moto"] = cell([], "failed")
        made.failures.append("SQS SendMessage, moto: refused")
        assert "| failed |" in made.markdown()
        assert "- SQS SendMessage, moto: refused" in made.markdown()


def test_decisions_are_measured() -> None:
    assert all(0 < cost_us < 1000 for cost_us in measure(times=100))


def test_the_median_of_the_rounds_counts() -> None:
    assert cell([load(1000), load(9000), load(2000)]).rate == 1000.0


def test_percentile() -> None:
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.5) == 3.0
    assert percentile([1.0], 0.99) == 1.0
    assert percentile([], 0.99) == 0.0
