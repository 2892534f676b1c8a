"""Data models: pydantic models for lesson files, and msgspec structs for the front ends."""
