"""The index as words: stems, queries, spelling, marking what was found."""
