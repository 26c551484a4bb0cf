"""Promises of engine/spec: the docstring of a test is its spec; what it leaves out, conftest.py adds below."""
