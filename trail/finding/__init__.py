"""How visitors find things: one index of the live pages that the search, the map and “near here” read."""
