"""The index as words: stems, queries, spelling, marking what was found. The way is told in docs/explanation/finding.md."""
