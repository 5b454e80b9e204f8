"""Handlers, by noun."""
