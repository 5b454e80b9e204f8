"""Bytes to typed dict and back, from botocore's models, compiled once per operation.

Everything of AWS's protocols lives here and nothing of any one service, except in `quirks/`.
"""
