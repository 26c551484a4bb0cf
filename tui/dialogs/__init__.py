"""Boxes over a screen, each returning a typed result: yes or no, one of several, what was filled in."""
