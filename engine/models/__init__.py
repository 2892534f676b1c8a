"""Data models: `authored` (pydantic) for what authors write, `proven` (msgspec) for front ends."""
