"""Text to plain values, each with its place: shared by specs, directories and calendars."""
