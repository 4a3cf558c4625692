"""The admin of the content: its listings, checks and what a change brings with it."""
