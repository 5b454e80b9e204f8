"""Turns results into tables: Markdown for people, JSON for machines. Ratios are Fogbank's to each peer."""

import os
from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

from benchmarks import targets
from benchmarks.decision import Cost
from benchmarks.load import Load
from benchmarks.measures import Streamed
from benchmarks.tables import Large

MIB = 1 << 20
OWN = "Fogbank"

_LEGEND = (
    "Each cell: requests/s (MiB/s of large objects), p50 / p99 ms, the server's processor time for a request; "
    "in brackets how many times as fast Fogbank is. Fogbank verifies every signature; its peers verify none."
)


class Cell(NamedTuple):
    """The medians of one measure on one server, or why there are none."""

    rate: float
    p50_ms: float
    p99_ms: float
    cpu_us: float
    mib_rate: float
    errors: int
    failure: str = ""


def cell(loads: Sequence[Load], failure: str = "") -> Cell:
    """The medians of the rounds."""
    if failure or not loads:
        return Cell(0, 0, 0, 0, 0, 0, failure or "not run")
    return Cell(
        median(load.rate for load in loads),
        median(load.p50_ms for load in loads),
        median(load.p99_ms for load in loads),
        median(load.cpu_us for load in loads),
        median(load.mib_rate for load in loads),
        sum(load.errors for load in loads),
    )


class Results:
    """Everything that was measured in one run."""

    def __init__(self, names: Sequence[str], versions: dict[str, str]) -> None:
        self.names = list(names)
        self.versions = versions
        self.machine = f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} when it began"
        self.start_ms: dict[str, list[float]] = {name: [] for name in names}
        self.idle_mib: dict[str, float] = {}
        self.loaded_mib: dict[str, float] = {}
        self.cells: dict[tuple[str, int], dict[str, Cell]] = {}
        self.streamed: Streamed | None = None
        self.table: Large | None = None
        self.decision: Cost | None = None
        self.failures: list[str] = []

    def markdown(self) -> str:
        """All tables."""
        parts = [f"Machine: {self.machine}.", self._starts(), self._loads(), self._stream(), self._table()]
        parts.append(self._decision())
        if self.failures:
            parts.append("Failures:\n\n" + "\n".join(f"- {failure}" for failure in self.failures))
        return "\n\n".join(filter(None, parts)) + "\n"

    def _starts(self) -> str:
        own_ms, own_mib = median(self.start_ms[OWN] or [0]), self.idle_mib.get(OWN, 0)
        rows = [
            "| | " + " | ".join(f"{name} {self.versions.get(name, '')}".strip() for name in self.names) + " | target |",
            "|---|" + "---|" * (len(self.names) + 1),
        ]
        if own_ms:
            cells = [self._against(median(self.start_ms[name] or [0]), own_ms, name, "ms") for name in self.names]
            rows.append(_row("start to first signed answer", cells, _most(own_ms, targets.START_MS_MAX, "ms")))
        if own_mib:
            cells = [self._against(self.idle_mib.get(name, 0), own_mib, name, "MiB") for name in self.names]
            rows.append(_row("idle memory", cells, _most(own_mib, targets.IDLE_MIB_MAX, "MiB")))
        if own_loaded := self.loaded_mib.get(OWN, 0):
            cells = [self._against(self.loaded_mib.get(name, 0), own_loaded, name, "MiB") for name in self.names]
            rows.append(_row("memory after all loads", cells, ""))
        return "\n".join(rows)

    def _against(self, value: float, own: float, name: str, unit: str) -> str:
        if name == OWN or not value:
            return f"{value:.0f} {unit}" if value else "-"
        return f"{value:.0f} {unit} ({value / own:.1f}x)"

    def _loads(self) -> str:
        rows = [
            _LEGEND,
            "",
            "| | c | " + " | ".join(self.names) + " | target |",
            "|---|---|" + "---|" * (len(self.names) + 1),
        ]
        for (name, connections), cells in self.cells.items():
            texts = [
                _load_text(cells[server], cells[OWN], server == OWN) if server in cells else "-"
                for server in self.names
            ]
            rows.append(_row(f"{name} | {connections}", texts, _load_target(name, connections, cells)))
        return "\n".join(rows)

    def _stream(self) -> str:
        seen = self.streamed
        if seen is None:
            return ""
        grown = (seen.most_bytes - seen.before_bytes) / MIB
        text = (
            f"{seen.size_bytes / MIB:.0f} MiB through Fogbank as one object: put {seen.put.mib_rate:.0f} MiB/s, get "
            f"{seen.get.mib_rate:.0f} MiB/s; memory {seen.before_bytes / MIB:.0f} MiB before, "
            f"{seen.most_bytes / MIB:.0f} MiB at most; growth {_most(grown, targets.STREAM_GROWTH_MIB_MAX, 'MiB')}"
        )
        errors = seen.put.errors + seen.get.errors
        return f"{text}; {errors} of 2 transfers failed" if errors else text

    def _table(self) -> str:
        seen = self.table
        if seen is None:
            return ""
        reads = []
        for name, small, large in (
            ("GetItem", seen.small.get, seen.large.get),
            ("Query of 10", seen.small.query, seen.large.query),
        ):
            ratio, most = large.cpu_us / (small.cpu_us or 1), targets.LARGE_TABLE_RATIO_MAX
            verdict = "reached" if ratio <= most else "NOT reached"
            reads.append(
                f"{name} {small.cpu_us:.0f} us among {seen.small.items} items, {large.cpu_us:.0f} us among "
                f"{seen.large.items} ({ratio:.2f} of at most {most:.2f}x: {verdict})"
            )
        rate, least = seen.scan.bytes / 1e6 / seen.scan.seconds, targets.SCAN_MB_MIN
        return (
            f"A large DynamoDB table: {'; '.join(reads)}; Scan of all its {seen.scan.bytes / 1e6:.0f} MB {rate:.0f} of "
            f"at least {least:.0f} MB/s: {'reached' if rate >= least else 'NOT reached'}; filled with "
            f"{seen.large.items / seen.fill.seconds:.0f} items/s"
        )

    def _decision(self) -> str:
        cost = self.decision
        if cost is None:
            return ""
        return (
            f"An access decision about a user with ten policies: {cost.user_us:.1f} us; with a policy of the resource "
            f"{cost.resource_us:.1f} us; below an organization "
            f"{_most(cost.organization_us, targets.DECISION_US_MAX, 'us')}"
        )

    def as_json(self) -> dict[str, Any]:
        """The same numbers for a machine."""
        return {
            "machine": self.machine,
            "versions": self.versions,
            "start_ms": self.start_ms,
            "idle_mib": self.idle_mib,
            "loaded_mib": self.loaded_mib,
            "loads": [
                {
                    "measure": name,
                    "connections": connections,
                    "servers": {key: row._asdict() for key, row in cells.items()},
                }
                for (name, connections), cells in self.cells.items()
            ],
            "streamed": self.streamed._asdict() if self.streamed else None,
            "table": self.table._asdict() if self.table else None,
            "decision": self.decision._asdict() if self.decision else None,
            "failures": self.failures,
        }


def _row(name: str, cells: Sequence[str], target: str) -> str:
    return f"| {name} | {' | '.join(cells)} | {target} |"


def _most(value: float, limit: float, unit: str) -> str:
    return f"{value:.0f} of at most {limit:.0f} {unit}: {'reached' if value <= limit else 'NOT reached'}"


def _load_text(found: Cell, own: Cell, is_own: bool) -> str:
    if found.failure:
        return found.failure
    rate = f"{found.mib_rate:.0f} MiB/s" if found.mib_rate else f"{found.rate:.0f}/s"
    ratio = "" if is_own or own.failure or not found.rate else f" **({own.rate / found.rate:.1f}x)**"
    cpu = f"{found.cpu_us / 1000:.0f} ms" if found.mib_rate else f"{found.cpu_us:.0f} us"
    errors = f", {found.errors} errors" if found.errors else ""
    return f"{rate}{ratio}, {found.p50_ms:.2f} / {found.p99_ms:.1f}, {cpu}{errors}"


def _load_target(name: str, connections: int, cells: dict[str, Cell]) -> str:
    own = cells[OWN]
    if connections == 1 and not own.mib_rate:
        return ""
    if own.failure:
        return "NOT reached"
    parts = []
    if name in targets.CPU_US_MAX:
        parts.append(_most(own.cpu_us, targets.CPU_US_MAX[name], "us"))
    others = {server: row.rate for server, row in cells.items() if server != OWN and row.rate}
    for peer, least in targets.RATIO_MIN.get(name, {}).items():
        rate = max(others.values(), default=0.0) if peer == targets.BEST else others.get(peer, 0.0)
        if rate:
            whose = "" if peer == targets.BEST else f" {peer}"
            ratio = own.rate / rate
            parts.append(
                f"{ratio:.1f} of at least {least:.0f}x{whose}: {'reached' if ratio >= least else 'NOT reached'}"
            )
    return "; ".join(parts)
