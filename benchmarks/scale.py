"""How much is done in a run: a full one, or a quick one."""

from typing import NamedTuple

CONNECTIONS = (1, 32)


class Scale(NamedTuple):
    """How much is done. `streamed_bytes` goes through Fogbank once in each direction; `items` fill its large table."""

    rounds: int
    seconds: int
    starts: int
    recordings: int
    messages: int
    large_connections: tuple[int, ...]
    streamed_bytes: int
    items: int


FULL = Scale(3, 3, 7, 1500, 20_000, CONNECTIONS, 5 << 30, 1_000_000)
QUICK = Scale(1, 1, 3, 300, 2_000, (1,), 256 << 20, 20_000)
