"""Data models: pydantic models of what authors write, msgspec structs of what front ends show."""
