"""A trail kept as plain text files: read, checked as a whole, and built into pages.

The format is described in `docs/reference/trail-files.md`. The way of a file: `files` finds it, `tree` reads its front matter
with line numbers, `schema` says which keys there are and `convert` what they become, `prose` reads the text; the result is a
`PageContent` (`content`), which knows nothing of the database. `checks` looks at all files together, `rehearsal` at what the
models will say. `apply` then builds the pages, everything or nothing.
"""
