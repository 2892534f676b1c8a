"""Limits the size of a browser window, because a huge one would keep the app busy for minutes."""

from aiohttp import web

WIDTHS = (20, 500)
HEIGHTS = (10, 200)
DEFAULT = ("80", "24")


def limited_size(width: int, height: int) -> tuple[int, int]:
    """Return a window size in cells, clamped to the allowed range."""
    return _limited(width, *WIDTHS), _limited(height, *HEIGHTS)


def with_limited_size(request: web.Request) -> web.Request:
    """Return the request with its `width` and `height` clamped to the allowed range."""
    width, height = (
        request.query.get(name, default)
        for name, default in zip(("width", "height"), DEFAULT, strict=True)
    )
    if not (width.isdecimal() and height.isdecimal()):
        width, height = DEFAULT
    size = limited_size(int(width[:10]), int(height[:10]))
    return request.clone(rel_url=request.rel_url.update_query(width=size[0], height=size[1]))


def _limited(number: int, least: int, most: int) -> int:
    return min(most, max(least, number))
