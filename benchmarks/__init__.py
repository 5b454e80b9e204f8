"""Measures Fogbank beside its peers, all on this machine and on loopback. Run by `python3 -m dev bench`.

Never imported by fogbank. Every load is bounded in count and time, and every process is ended by its id.
"""
