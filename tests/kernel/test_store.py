"""Keys in order, records through versions, transactions against a model, and what survives."""

import os
import random
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.store import Index, Record, Store, table
from fogbank.kernel.store.embedded import Embedded
from fogbank.kernel.store.keys import ENCODERS, after
from fogbank.kernel.store.records import Plan


class Row(Record, frozen=True, array_like=True):
    __table__ = table(
        "test.row", key=("group", "name"), by_weight=Index("group", "weight", where=lambda row: row.weight >= 0)
    )
    group: str
    name: str
    weight: int


texts = st.text(alphabet=st.characters(exclude_categories=()), max_size=6)


class TestKeys:
    @given(st.lists(st.tuples(texts, st.integers(-(2**63), 2**63 - 1)), min_size=2, max_size=2))
    def test_order_of_bytes_is_order_of_tuples(self, pair: list[tuple[str, int]]) -> None:
        keys = [ENCODERS[str](text) + ENCODERS[int](number) for text, number in pair]
        wanted = [(text.encode("utf-8", "surrogatepass"), number) for text, number in pair]
        assert (keys[0] < keys[1]) == (wanted[0] < wanted[1])

    @given(st.floats(allow_nan=False), st.floats(allow_nan=False))
    def test_floats(self, a: float, b: float) -> None:
        assert (ENCODERS[float](a) < ENCODERS[float](b)) == (a < b)

    @given(st.binary(max_size=4), st.binary(max_size=4))
    def test_after_is_behind_all_that_begin_alike(self, prefix: bytes, rest: bytes) -> None:
        key = ENCODERS[bytes](prefix)
        assert key + rest < after(key)


class TestRecords:
    def test_an_older_version_is_brought_forward(self) -> None:
        class Old(Record, frozen=True, array_like=True):
            __table__ = table("test.moving", key=("name",))
            name: str
            size: int

        class New(Record, frozen=True, array_like=True):
            __table__ = table(
                "test.moving",
                key=("name",),
                version=3,
                migrations={1: lambda fields: [fields[0], fields[1] * 1024], 2: lambda fields: [*fields, "B"]},
            )
            name: str
            size_bytes: int
            unit: str
            note: str = "new"

        stored = Plan(Old).encode(Old("a", 2))
        assert Plan(New).decode(stored) == New("a", 2048, "B", "new")
        fresh = Plan(New).encode(New("b", 1, "KB"))
        assert Plan(New).decode_all([fresh, fresh]) == [New("b", 1, "KB")] * 2
        assert Plan(New).decode_all([fresh, stored]) == [New("b", 1, "KB"), New("a", 2048, "B", "new")]
        with pytest.raises(ValueError, match="newer Fogbank"):
            Plan(Old).decode(Plan(New).encode(New("a", 1, "B")))


class Model:
    """The same operations on a dict."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], int] = {}

    def scan(self, group: str) -> list[tuple[str, int]]:
        return sorted((name, weight) for (g, name), weight in self.rows.items() if g == group)

    def by_weight(self, group: str, low: int) -> list[str]:
        rows = [(w, n) for (g, n), w in self.rows.items() if g == group and w >= max(low, 0)]
        return [name for _, name in sorted(rows)]


@pytest.mark.parametrize("seed", range(20))
def test_transactions_agree_with_a_model(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    store, model = Store(Embedded(tmp_path / "s.db" if seed % 2 else None)), Model()
    names = [f"n{i}" for i in range(400)]
    for _ in range(30):
        tx, trial = store.begin(0.0), Model()
        trial.rows = dict(model.rows)
        for _ in range(draw.randrange(60)):
            group, name, weight = draw.choice("ab"), draw.choice(names), draw.randrange(-5, 50)
            if draw.random() < 0.3 and (row := tx.get(Row, group, name)):
                tx.delete(row)
                del trial.rows[group, name]
            else:
                tx.put(Row(group, name, weight))
                trial.rows[group, name] = weight
        if draw.random() < 0.2:
            saved = tx.savepoint()
            tx.put(Row("a", "forgotten", 1))
            tx.restore(saved)
        for group in "ab":
            low = draw.randrange(50)
            assert [(r.name, r.weight) for r in tx.scan(Row, group)] == trial.scan(group), seed
            assert [(r.name, r.weight) for r in tx.scan(Row, group, reverse=True)] == trial.scan(group)[::-1], seed
            found = [r.name for r in tx.scan(Row, group, index="by_weight", start=(low,))]
            assert found == trial.by_weight(group, low), seed
            assert tx.count(Row, group) == len(trial.scan(group)), seed
            name = draw.choice(names)
            wanted = [n for n, _ in trial.scan(group) if n > name][:7]
            assert [r.name for r in tx.scan(Row, group, after=(name,), limit=7)] == wanted, seed
            wanted = [n for n, _ in trial.scan(group) if n >= name][:7]
            assert [r.name for r in tx.page(Row, group, start=(name,), limit=7)] == wanted, seed
        looked = store.begin(0.0)
        assert [r.name for r in looked.page(Row, "a", limit=9)] == [r.name for r in looked.scan(Row, "a", limit=9)]
        if draw.random() < 0.8:
            store.apply(tx)
            store.flush()
            model = trial
    store.close()


def test_a_copy_is_whole_and_comes_back(tmp_path: Path) -> None:
    store = Store(Embedded(tmp_path / "s.db"))
    for name in ("a", "b"):
        tx = store.begin(0.0)
        tx.put(Row("g", name, 1))
        store.apply(tx)
        store.save(tmp_path / f"{name}.db")
    store.load(tmp_path / "a.db")
    assert [row.name for row in store.begin(0.0).scan(Row, "g")] == ["a"]
    store.close()


WRITER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from fogbank.kernel.store import Store
    from fogbank.kernel.store.embedded import Embedded
    from tests.kernel.test_store import Row
    store = Store(Embedded(Path(sys.argv[1])))
    for n in range(10**9):
        tx = store.begin(0.0)
        tx.put(Row("g", f"{n:09}", n)); tx.put(Row("twin", f"{n:09}", n))
        store.apply(tx); store.flush()
        print(n, flush=True)
""")


@pytest.mark.parametrize("lines", [1, 40, 700])
def test_what_was_committed_survives_kill(lines: int, tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        told = [int(writer.stdout.readline()) for _ in range(lines)]
        os.kill(writer.pid, signal.SIGKILL)
    store = Store(Embedded(path))
    tx = store.begin(0.0)
    kept = [row.weight for row in tx.scan(Row, "g")]
    assert kept[: len(told)] == told
    assert kept == [row.weight for row in tx.scan(Row, "twin")], "half a transaction"
    store.close()


def test_the_log_stays_bounded_under_unbroken_writing(tmp_path: Path) -> None:
    engine = Embedded(tmp_path / "s.db")
    draw = random.Random(1)
    value = b"x" * 20_000
    for _ in range(400):
        engine.write([(draw.randbytes(16), value) for _ in range(50)])
        engine.commit()
    log_bytes = (tmp_path / "s.db-wal").stat().st_size
    engine.close()
    assert log_bytes < 200 << 20, "400 MB were written"
