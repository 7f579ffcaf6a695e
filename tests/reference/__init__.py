"""Suite 1 a second time, in Python, written from docs/formats.md alone.

It shares no line with the browser's code, so a vector that both open says something. Only tests and the recovery tool
use it; nothing here is meant to be fast or to keep secrets out of memory.
"""
