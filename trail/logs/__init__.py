"""What the programs write down while they work: one line an event, with the request it belongs to and no personal data."""
