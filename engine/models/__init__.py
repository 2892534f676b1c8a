"""Data models: pydantic models for what authors write, and msgspec structs for front ends."""
