"""The screens with their stylesheets. Each screen composes widgets and handles their messages."""
