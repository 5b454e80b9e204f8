"""The admin API under /_fogbank/: health, clock, requests, reset, snapshots. JSON; loopback only, or with a token.

Its form is fixed in docs/interfaces.md.
"""

import asyncio
import hmac
import ipaddress
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from fogbank import __version__
from fogbank.app.build import UnknownSnapshot
from fogbank.app.outside import Outside, UnknownLink
from fogbank.app.settings import is_loopback
from fogbank.kernel.kernel import Kernel
from fogbank.wire.message import Request, Response

if TYPE_CHECKING:
    from fogbank.app.server import Server

PREFIX = "/_fogbank/"
_BODY_BYTES_MAX = 1 << 20
_REQUESTS = 100
_END_OF_TIME = 253_402_300_800.0
"""10000-01-01: dates have four digits."""
Answer = Any


class BadRequest(Exception):
    """The request cannot be understood; the text says why."""


class UnknownRequest(Exception):
    """The call is not among the last ones."""


class Admin:
    """The admin API of one server."""

    def __init__(self, server: "Server") -> None:
        self._server = server

    def serve(self, request: Request, reply: Callable[[Response], None]) -> Any:
        """Answer by `reply`, now or later."""
        if refused := self._refuse(request):
            reply(refused)
            return None
        return self._server.cloud.kernel.spawn(self._serve(request, reply))

    def _refuse(self, request: Request) -> Response | None:
        token = self._server.settings.admin_token
        if token is not None:
            given = request.headers.get("authorization", "").encode("latin-1")
            if hmac.compare_digest(given, f"Bearer {token}".encode()):
                return None
            return _json(401, {"error": "The admin API needs the header 'Authorization: Bearer TOKEN'."})
        if not ipaddress.ip_address(request.peer).is_loopback:
            return _json(403, {"error": "The admin API answers loopback only, unless FOGBANK_ADMIN_TOKEN is set."})
        if not is_loopback(request.host.strip("[]")):
            # A page of any site may give its own name the address 127.0.0.1, and then asks as if it came from here.
            return _json(
                403, {"error": "The admin API is asked at a loopback address, unless FOGBANK_ADMIN_TOKEN is set."}
            )
        if "origin" in request.headers and request.headers["origin"] != request.endpoint:
            return _json(403, {"error": "The admin API does not answer other sites' pages."})
        return None

    async def _serve(self, request: Request, reply: Callable[[Response], None]) -> None:
        try:
            body = await request.body.read_all(_BODY_BYTES_MAX)
            found = self._route(request.method, request.path.removeprefix(PREFIX).rstrip("/"))
            if found is None:
                reply(_json(404, {"error": f"There is no {request.method} {request.path}."}))
                return
            asked = orjson.loads(body) if body else {}
            if not isinstance(asked, dict):
                raise BadRequest("The body is a JSON object.")
            reply(_json(200, await found(request, asked)))
        except (UnknownLink, UnknownRequest, UnknownSnapshot) as error:
            reply(_json(404, {"error": str(error)}))
        except (BadRequest, orjson.JSONDecodeError, ValueError) as error:
            reply(_json(400, {"error": str(error)}))

    def _route(self, method: str, path: str) -> Callable[[Request, dict[str, Any]], Awaitable[Answer]] | None:
        plain = {
            ("GET", "health"): self._health,
            ("GET", "clock"): self._clock,
            ("POST", "clock"): self._set_clock,
            ("GET", "requests"): self._requests,
            ("POST", "reset"): self._reset,
            ("GET", "snapshots"): self._snapshots,
            ("GET", "world"): self._world,
            ("POST", "world"): self._change_world,
            ("GET", "sinks/mail"): self._mail,
        }
        if found := plain.get((method, path)):
            return found
        parts = path.split("/")
        if method == "GET" and parts[0] == "requests" and len(parts) == 2:
            return lambda _, __: self._request(parts[1])
        if parts[0] == "snapshots" and len(parts) in (2, 3):
            if method == "POST" and len(parts) == 2:
                return lambda _, __: self._save(parts[1])
            if method == "PUT" and len(parts) == 3 and parts[2] == "load":
                return lambda _, __: self._load(parts[1])
        if parts[0] == "links" and len(parts) == 2 and method == "POST":
            return lambda _, __: self._follow(parts[1])
        return None

    async def _health(self, request: Request, asked: dict[str, Any]) -> Answer:
        names = self._server.cloud.registry.names()
        return {
            "status": "ok",
            "version": __version__,
            "services": dict.fromkeys(names, "available"),
            "started_ms": self._server.started_ms,
            "driver": None,
            "dns": None,
        }

    async def _clock(self, request: Request, asked: dict[str, Any]) -> Answer:
        clock = self._server.cloud.kernel.clock
        return {"now": clock.now(), "rate": clock.rate, "frozen": clock.frozen}

    async def _set_clock(self, request: Request, asked: dict[str, Any]) -> Answer:
        kernel = self._server.cloud.kernel
        unknown = set(asked) - {"advance", "set", "frozen", "rate"}
        if unknown or not asked:
            raise BadRequest('Say one or more of "advance" (seconds), "set" (epoch), "frozen" (bool), "rate".')
        if "frozen" in asked:
            kernel.clock.freeze(_as_bool(asked["frozen"]))
        if "rate" in asked:
            kernel.clock.set_rate(_number(asked["rate"]))
        if "advance" in asked:
            seconds = _number(asked["advance"])
            if seconds < 0:
                raise BadRequest("Time only goes forward: advance by 0 or more seconds.")
            await _advance(kernel, seconds)
        if "set" in asked:
            ahead = _number(asked["set"]) - kernel.clock.now()
            if ahead < 0:
                raise BadRequest("Time only goes forward: set an instant that is not past.")
            await _advance(kernel, ahead)
        kernel.keep_clock()
        kernel.scheduler.rearm()
        return await self._clock(request, asked)

    async def _requests(self, request: Request, asked: dict[str, Any]) -> Answer:
        query = dict(pair.partition("=")[::2] for pair in request.query.split("&") if pair)
        limit = query.get("limit", str(_REQUESTS))
        if not limit.isdigit():
            raise BadRequest("limit is a number.")
        return self._server.cloud.kernel.audit.last(int(limit))

    async def _request(self, request_id: str) -> Answer:
        found = self._server.cloud.kernel.audit.find(request_id)
        if found is None:
            raise UnknownRequest(f"There is no call {request_id} among the last ones.")
        return found

    async def _reset(self, request: Request, asked: dict[str, Any]) -> Answer:
        self._server.cloud.reset()
        return {}

    async def _snapshots(self, request: Request, asked: dict[str, Any]) -> Answer:
        return {"snapshots": self._server.cloud.snapshots()}

    async def _save(self, name: str) -> Answer:
        self._server.cloud.save(name)
        return {"saved": name}

    async def _load(self, name: str) -> Answer:
        self._server.cloud.load(name)
        await asyncio.sleep(0)
        return {"loaded": name}

    @property
    def _outside(self) -> Outside:
        return Outside(self._server.cloud.kernel)

    async def _world(self, request: Request, asked: dict[str, Any]) -> Answer:
        return self._outside.world()

    async def _change_world(self, request: Request, asked: dict[str, Any]) -> Answer:
        return self._outside.change(asked)

    async def _mail(self, request: Request, asked: dict[str, Any]) -> Answer:
        return self._outside.mail()

    async def _follow(self, code: str) -> Answer:
        return self._outside.follow(code)


async def _advance(kernel: Kernel, seconds: float) -> None:
    if not kernel.clock.now() + seconds < _END_OF_TIME:
        raise BadRequest("The clock ends with the year 9999.")
    await kernel.advance(seconds)


def _number(value: Any) -> float:
    if isinstance(value, str):
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            raise BadRequest(f"{value!r} is neither a number nor an ISO 8601 instant.") from None
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadRequest(f"{value!r} is not a number.")
    return float(value)


def _as_bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadRequest(f"{value!r} is neither true nor false.")
    return value


def _json(status: int, answer: Answer) -> Response:
    return Response(status, {"Content-Type": "application/json"}, orjson.dumps(answer))
