"""Decides who may reach the app in a browser: whoever opened the one-time link on this machine.

A web page that the learner visits can send requests to this machine, even under a name of its own
that it lets point here (DNS rebinding), and the app runs code. So every request must name this
host, come from no other origin, and carry the cookie that the link gave.
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Middleware

COOKIE = "torchquiz"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline';"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws:;"
    " frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""They tell the browser to load nothing from elsewhere, and to allow no frame around the page."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Guard:
    """Lets requests through, or answers 403 with the reason."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """Opens the app once; empty when it has."""
    _pass: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def link(self) -> str:
        """The link that opens the app, once."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def middleware(self) -> Middleware:
        """The guard in the form in which aiohttp calls it before every handler."""

        @web.middleware
        async def watch(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self.watch(request, handler)

        return watch

    async def watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request through to its handler, or refuse it."""
        if reason := self._refusal(request):
            return _refused(reason)
        if request.path == "/" and "token" in request.query:
            return self._opened(request.query["token"])
        if not self._is_known(request):
            return _refused(
                "open the link that torchquiz serve printed; it works once, in one browser"
            )
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    def _refusal(self, request: web.Request) -> str:
        """Return why a request is refused whatever cookie it carries; empty if it is not."""
        hosts = {f"{name}:{self.port}" for name in LOOPBACK}
        if request.headers.get("Host", "") not in hosts:
            return "the request names another host"
        origin = request.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in hosts}:
            return "the request comes from another page"
        if origin is None and request.path == "/ws":
            return "the request does not say which page it comes from"
        return ""

    def _is_known(self, request: web.Request) -> bool:
        return hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self._pass.encode())

    def _opened(self, token: str) -> web.StreamResponse:
        """Answer the link with the cookie, and let its token never open anything again."""
        if not self.token or not hmac.compare_digest(token.encode(), self.token.encode()):
            return _refused(
                "this link was used already, or belongs to another run; start torchquiz serve again"
            )
        self.token = ""
        response = web.Response(status=303, headers={"Location": "/", **HEADERS})
        response.set_cookie(COOKIE, self._pass, httponly=True, samesite="Strict", path="/")
        return response


def _refused(reason: str) -> web.Response:
    return web.Response(status=403, text=f"Refused: {reason}.\n", headers=HEADERS)
