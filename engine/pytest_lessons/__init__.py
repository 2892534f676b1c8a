"""The part of the pytest plugin that collects and proves lessons.

It is imported when pytest finds a lesson.
"""
