"""Results become tables with ratios and targets."""

from benchmarks.decision import Cost, measure
from benchmarks.load import Load, percentile
from benchmarks.report import Results, cell


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
