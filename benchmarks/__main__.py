"""The whole run: all servers up side by side, measured in turns, so that a slow moment of the machine hits all."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import decision, measures, processes, tables
from benchmarks.load import Load
from benchmarks.measures import Measure
from benchmarks.report import MIB, Results, cell
from benchmarks.scale import CONNECTIONS, FULL, QUICK, Scale
from benchmarks.servers import Server, all_servers

_SETTLE_S = 1.0


class Run:
    """One run over all servers."""

    def __init__(self, servers: list[Server], scale: Scale, versions: dict[str, str]) -> None:
        self.servers = servers
        self.scale = scale
        self.results = Results([server.name for server in servers], versions)

    def starts(self) -> None:
        """Several starts of each, in turn; the last one of each stays up."""
        for turn in range(self.scale.starts):
            for server in self.servers:
                if turn:
                    server.stop()
                _tell(f"start {turn + 1} of {self.scale.starts}: {server.name}")
                self.results.start_ms[server.name].append(server.start() * 1000)
        time.sleep(_SETTLE_S)
        for server in self.servers:
            self.results.idle_mib[server.name] = processes.memory_bytes(server.pid) / MIB

    def loads(self, chosen: Sequence[Measure]) -> None:
        """Every measure at every number of connections, in rounds over the servers."""
        self._prepare()
        for measure in chosen:
            servers = [server for server in self.servers if server.has(measure.service)]
            for connections in self.scale.large_connections if measure.large else CONNECTIONS:
                found: dict[str, list[Load]] = {server.name: [] for server in servers}
                failures: dict[str, str] = {}
                for turn in range(1 if measure.large and connections > 1 else self.scale.rounds):
                    first = turn % len(servers)
                    for server in [*servers[first:], *servers[:first]]:
                        _tell(f"{measure.name}, {connections} connections, round {turn + 1}: {server.name}")
                        try:
                            found[server.name].append(measure.run(server, connections, self.scale))
                        except Exception as error:
                            failures[server.name] = self._failed(f"{measure.name}, {server.name}", error)
                self.results.cells[measure.name, connections] = {
                    name: cell(loads, failures.get(name, "")) for name, loads in found.items()
                }
        for server in self.servers:
            self.results.loaded_mib[server.name] = processes.memory_bytes(server.pid) / MIB

    def _prepare(self) -> None:
        for server in self.servers:
            try:
                measures.prepare(server)
            except Exception as error:
                self._failed(f"making bucket and table, {server.name}", error)

    def stream(self) -> None:
        """The large object, through a Fogbank that has just started and all that it kept."""
        _tell(f"one object of {self.scale.streamed_bytes / MIB:.0f} MiB")
        try:
            self.servers[0].stop()
            self.servers[0].start()
            self.results.streamed = measures.stream(self.servers[0], self.scale.streamed_bytes)
        except Exception as error:
            self._failed("the large object", error)

    def table(self) -> None:
        """The large table, in a Fogbank that has just started."""
        _tell(f"a table of {self.scale.items} items")
        try:
            self.servers[0].stop()
            self.servers[0].start()
            self.results.table = tables.large(self.servers[0], self.scale)
        except Exception as error:
            self._failed("the large table", error)

    def decision(self) -> None:
        """What an access decision costs."""
        _tell("access decisions")
        self.results.decision = decision.measure()

    def _failed(self, what: str, error: Exception) -> str:
        text = (str(error).strip().splitlines() or [type(error).__name__])[-1][:160]
        self.results.failures.append(f"{what}: {text}")
        return "failed"


def _tell(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 where something could not be measured."""
    parser = argparse.ArgumentParser(prog="python3 -m dev bench", description="Measure Fogbank beside its peers.")
    parser.add_argument("--quick", action="store_true", help="one short round, about a minute")
    parser.add_argument("--only", metavar="TEXT", help="only the measures whose name has this in it")
    parser.add_argument("--alone", action="store_true", help="Fogbank without its peers")
    parser.add_argument("--json", metavar="FILE", help="write the numbers there too")
    parser.add_argument("--own", required=True, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--peers", required=True, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--scripts", required=True, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--versions", required=True, type=json.loads, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    servers = all_servers(asked.own, asked.peers, asked.scripts, alone=asked.alone)
    run = Run(servers, QUICK if asked.quick else FULL, asked.versions)
    chosen = [each for each in measures.MEASURES if (asked.only or "").lower() in each.name.lower()]
    try:
        for server in servers:
            server.prepare()
        run.starts()
        run.loads(chosen)
        if not asked.only:
            run.stream()
            run.table()
            run.decision()
    finally:
        for server in servers:
            server.remove()
    print(run.results.markdown())
    if asked.json:
        Path(asked.json).write_text(json.dumps(run.results.as_json(), indent=1))
    return 1 if run.results.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
