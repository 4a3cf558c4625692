"""Names: the records that pages point at (people, organisations, forces), translated on one screen for each language."""
