"""Tests of the access decision and what it reads."""
