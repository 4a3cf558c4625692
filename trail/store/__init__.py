"""The page store: finished public pages kept as files, and dropped at the moment that something on them changes."""
