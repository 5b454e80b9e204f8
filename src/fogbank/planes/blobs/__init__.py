"""Bytes of any size behind the port `Blobs`: small ones as rows of their own, others as files of one directory.

A blob is written once and never changed. What counts is the row: a file without one is an orphan, made by a crash or
a failed commit, and is swept. Copies share a file by counting references. Nothing here knows what a blob is for.
"""

from fogbank.planes.blobs.plane import FileBlobs

__all__ = ["FileBlobs"]
