"""The local certificate authority behind the port `Authority`: one root for a data directory, and what it signs.

As at AWS, a root signs no server: it signs one intermediate authority for each kind of key, and those sign servers. So
a server that forgets its chain fails here as it fails there, and a client trusts one file. Keys lie beside their
certificates, in files that only their owner reads. Nothing here knows who asked for a certificate, or why.
"""

from fogbank.planes.authority.authority import LocalAuthority

__all__ = ["LocalAuthority"]
