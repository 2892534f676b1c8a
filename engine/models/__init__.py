"""Typed models: what an author writes (`authored`, pydantic) and what a front end may show (`proven`, msgspec)."""
