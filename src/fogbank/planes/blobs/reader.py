"""Reads a span over several blobs, some in memory and some in files, one open file at a time."""

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from fogbank.planes.blobs.cipher import Transform


class Piece(NamedTuple):
    """A span of one blob: its bytes (already cut), or where they are in its file and what decrypts them in order."""

    data: bytes
    blob: str
    start: int
    length: int
    decrypt: Transform | None = None


class Source:
    """A `ByteSource` over pieces. The files stay readable until `close`, whatever is deleted meanwhile."""

    def __init__(
        self, pieces: Sequence[Piece], path: Callable[[str], str], on_close: Callable[[Sequence[Piece]], None]
    ):
        self.length = sum(piece.length for piece in pieces)
        self._pieces = pieces
        self._path = path
        self._on_close = on_close
        self._at = 0
        self._done = 0
        self._file = -1
        self._closed = False
        self._enter()

    def _enter(self) -> None:
        """Open the file of the piece that comes next."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        if self._at < len(self._pieces) and self._pieces[self._at].blob:
            self._file = os.open(self._path(self._pieces[self._at].blob), os.O_RDONLY | os.O_CLOEXEC)

    def read(self, size_bytes: int) -> bytes:
        """The next block; `b""` at the end."""
        if self._closed or self._at == len(self._pieces):
            return b""
        piece = self._pieces[self._at]
        size = min(size_bytes, piece.length - self._done)
        if piece.blob:
            block = os.pread(self._file, size, piece.start + self._done)
            if piece.decrypt is not None:
                block = piece.decrypt(block)
        else:
            block = piece.data[self._done : self._done + size]
        self._done += len(block)
        if self._done == piece.length:
            self._at += 1
            self._done = 0
            self._enter()
        return block

    def close(self) -> None:
        """Let go of the files."""
        if self._closed:
            return
        self._closed = True
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        self._on_close(self._pieces)
