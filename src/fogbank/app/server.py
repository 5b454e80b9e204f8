"""Serves one cloud on one port: AWS's protocols and the admin API."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from fogbank.app.admin import PREFIX, Admin
from fogbank.app.build import Cloud
from fogbank.app.settings import Settings
from fogbank.wire.http import Connections
from fogbank.wire.message import Request, Response
from fogbank.wire.tls import Contexts

_GRACE_S = 5.0


class Server:
    """A cloud behind a socket. `url` is set once it listens."""

    def __init__(self, settings: Settings) -> None:
        self._began = time.perf_counter()
        self.settings = settings
        self.cloud = Cloud(settings)
        self.url = ""
        self.started_ms = 0.0
        self._admin = Admin(self)
        self._connections: Connections | None = None
        self._socket: asyncio.Server | None = None
        self.stopping = asyncio.Event()

    async def start(self) -> None:
        """Listen and answer."""
        loop = asyncio.get_running_loop()
        await self.cloud.start()
        wall = self.cloud.kernel.clock.wall
        secure = Contexts(self.cloud.authority, self.cloud.root / "ca", wall).secure
        self._connections = Connections(self._serve, now=wall, secure=secure)
        self._socket = await loop.create_server(
            self._connections.protocol, self.settings.host, self.settings.port, backlog=1024
        )
        port = self._socket.sockets[0].getsockname()[1]
        host = f"[{self.settings.host}]" if ":" in self.settings.host else self.settings.host
        self.url = f"http://{host}:{port}"
        self.cloud.kernel.endpoint = self.url
        self.started_ms = round((time.perf_counter() - self._began) * 1000, 1)

    def _serve(self, request: Request, reply: Callable[[Response], None]) -> Any:
        if request.path.startswith(PREFIX):
            return self._admin.serve(request, reply)
        return self.cloud.kernel.pipeline.serve(request, reply)

    async def stop(self) -> None:
        """Finish what is in flight, then end."""
        if self._socket is not None:
            self._socket.close()
        if self._connections is not None:
            await self._connections.close(_GRACE_S)
        await self.cloud.stop()
