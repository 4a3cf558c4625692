"""How many pages are read, by day and language: counted from the web server's log, with nothing kept of any reader."""
