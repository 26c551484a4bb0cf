"""When something is due: the rules a plan can state, the working calendar, and dates in words."""
