"""The screens and their stylesheets.

Each screen is composed of widgets and handles their messages.
"""
