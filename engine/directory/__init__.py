"""Who: the agencies a plan can name, how they stand to the coordinator, groups and their members, contacts."""
