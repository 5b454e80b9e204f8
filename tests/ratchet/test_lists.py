"""Nothing is missing that the lists beside this file do not have. `python3 -m dev ratchet` shortens them."""

from dev import ratchet
from dev.project import ROOT


def test_every_list_is_kept() -> None:
    assert [name for name in ratchet.current(ROOT) if not ratchet.list_path(ROOT, name).exists()] == []


def test_no_list_would_grow() -> None:
    assert ratchet.growth(ROOT) == []
