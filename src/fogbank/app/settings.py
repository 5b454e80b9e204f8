"""What a cloud is started with. The only reader of the environment.

Environment: FOGBANK_PORT, FOGBANK_HOST, FOGBANK_DATA, FOGBANK_AUTH, FOGBANK_DURABILITY, FOGBANK_ADMIN_TOKEN stand in
for options that are not given.
"""

import ipaddress
import os
from pathlib import Path
from typing import NamedTuple


class SettingsError(Exception):
    """Settings that do not go together; the text says which and what to do."""


class Settings(NamedTuple):
    """One cloud's settings. `data` None: nothing outlives the process. `port` 0: any free port.

    `new_root_key`: the root keys of the default account are replaced by one that is printed at this start.
    """

    host: str = "127.0.0.1"
    port: int = 4566
    data: Path | None = Path(".fogbank")
    auth: str = "lenient"
    seed: int | None = None
    durability: str = "normal"
    admin_token: str | None = None
    new_root_key: bool = False

    def checked(self) -> "Settings":
        """These settings; raises SettingsError where they do not go together."""
        if self.auth not in ("lenient", "strict"):
            raise SettingsError(f"--auth is lenient or strict, not {self.auth!r}")
        if self.durability not in ("normal", "full"):
            raise SettingsError(f"--durability is normal or full, not {self.durability!r}")
        if not 0 <= self.port <= 65535:
            raise SettingsError(f"--port is from 0 to 65535, not {self.port}")
        if not self.host:
            raise SettingsError("--host is an address to listen on: 127.0.0.1, or 0.0.0.0 for all of this machine's")
        if not is_loopback(self.host) and self.auth != "strict":
            raise SettingsError(
                f"--host {self.host} is reachable from other machines: add --auth strict, so that only keys that "
                "this cloud issued are accepted"
            )
        return self


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address. Of names only localhost is known to be one (RFC 6761, 6.3)."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def from_environment() -> Settings:
    """The settings that the environment asks for, unchecked."""
    env = os.environ
    known = Settings()
    port = env.get("FOGBANK_PORT", str(known.port))
    if not port.isdigit():
        raise SettingsError(f"FOGBANK_PORT is a number, not {port!r}")
    return Settings(
        host=env.get("FOGBANK_HOST", known.host),
        port=int(port),
        data=Path(env["FOGBANK_DATA"]) if "FOGBANK_DATA" in env else known.data,
        auth=env.get("FOGBANK_AUTH", known.auth),
        durability=env.get("FOGBANK_DURABILITY", known.durability),
        admin_token=env.get("FOGBANK_ADMIN_TOKEN") or None,
    )
