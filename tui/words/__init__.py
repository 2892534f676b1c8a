"""Words for what the engine says, shared by both front ends."""
