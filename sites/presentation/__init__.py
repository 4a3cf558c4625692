"""How facts are put into words, tables and structured data for readers. Nothing here asks the database."""
