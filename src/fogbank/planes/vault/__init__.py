"""The installation's root key behind the port `Vault`: what services keep secret is stored wrapped under it.

The key is a file of the data directory, or in memory where nothing outlives the process. It is made when the first
secret is wrapped, so a cloud that keeps none has no key. Nothing here knows what a secret is for.
"""

from fogbank.planes.vault.keyfile import KeyFileError
from fogbank.planes.vault.vault import RootVault, WrongKey

__all__ = ["KeyFileError", "RootVault", "WrongKey"]
