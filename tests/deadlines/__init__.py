"""Promises of engine/deadlines."""
