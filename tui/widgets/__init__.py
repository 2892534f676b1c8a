"""What screens are made of; a widget shows one thing and tells what was done to it."""
