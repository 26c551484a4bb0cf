"""Tools of the workshop: lock files, calendars, pictures."""
