"""Promises of engine/reading: the docstring of a test is the file it reads (→ stands for a tab)."""
