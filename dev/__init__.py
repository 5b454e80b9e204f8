"""The developer's door, `python3 -m dev`: environments, checks, generators, scaffold. Never imported by fogbank.

Everything here runs on the standard library alone, so that a bare Python starts it.
"""
