"""The terminal as Lan uses it: keys go in, lines of the screen come out."""
