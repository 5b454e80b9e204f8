"""Fogbank: a whole AWS-compatible cloud at ground level. See ARCHITECTURE.md for the rooms."""

__version__ = "0.1.0"
