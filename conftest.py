"""Lets pytest prove the banks."""

pytest_plugins = ["engine.pytest_plugin"]
