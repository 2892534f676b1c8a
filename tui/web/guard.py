"""Restricts the app to the one browser that opened the one-time link.

The app runs code, and any web page that the learner visits can send requests to this machine, even
through the page's own host name if that name resolves to this machine (DNS rebinding). Therefore,
every request must be addressed to this host, come from the same origin, and carry the cookie that
the link set.
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
"""Headers that block loading anything from other hosts and embedding the page in a frame."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Guard:
    """An aiohttp middleware that passes a request on or refuses it with status 403 and a reason."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """One-time token that opens the app; empty once it has been used."""
    _pass: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def link(self) -> str:
        """The one-time link that opens the app."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def middleware(self) -> Middleware:
        """The middleware function, which aiohttp calls before every handler."""

        @web.middleware
        async def watch(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self.watch(request, handler)

        return watch

    async def watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Pass a request to its handler, or refuse it."""
        if reason := self._refusal(request):
            return _refused(reason)
        if request.path == "/" and "token" in request.query:
            return self._opened(request.query["token"])
        if not self._is_known(request):
            return _refused(
                "open the link that torchquiz serve printed; it works only once, in one browser"
            )
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    def _refusal(self, request: web.Request) -> str:
        """Return the reason to refuse a request even if it has the cookie.

        Return an empty string if nothing is wrong with the request.
        """
        hosts = {f"{name}:{self.port}" for name in LOOPBACK}
        if request.headers.get("Host", "") not in hosts:
            return "the request is for another host"
        origin = request.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in hosts}:
            return "the request comes from another page"
        if origin is None and request.path == "/ws":
            return "the request has no Origin header"
        return ""

    def _is_known(self, request: web.Request) -> bool:
        return same_secret(request.cookies.get(COOKIE, ""), self._pass)

    def _opened(self, token: str) -> web.StreamResponse:
        """Answer the one-time link by setting the cookie, and invalidate the link."""
        if not self.token or not same_secret(token, self.token):
            return _refused(
                "this link was already used or is from an earlier run; start torchquiz serve again"
            )
        self.token = ""
        response = web.Response(status=303, headers={"Location": "/", **HEADERS})
        response.set_cookie(COOKIE, self._pass, httponly=True, samesite="Strict", path="/")
        return response


def same_secret(given: str, secret: str) -> bool:
    """Compare two strings in constant time. `given` may contain any characters."""
    # Bytes of a cookie that are not UTF-8 arrive as surrogates, which strict encoding rejects.
    return hmac.compare_digest(given.encode(errors="surrogatepass"), secret.encode())


def _refused(reason: str) -> web.Response:
    return web.Response(status=403, text=f"Refused: {reason}.\n", headers=HEADERS)
