"""Handlers of the made-up service."""
