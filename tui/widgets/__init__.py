"""The widgets of which the screens are made; each shows one thing and posts what happens to it."""
