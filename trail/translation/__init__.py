"""Keeping translations true: facts follow their source by themselves, words wait for a translator and are never lost."""
