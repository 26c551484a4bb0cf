"""Who: agencies through time, groups and their members, successions, contacts, and names as people write them."""
