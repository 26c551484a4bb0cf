"""Who: agencies through time, groups and their members, successions, names as people write them."""
