"""The phrases in the admin: the languages, the list of one, a form for each phrase, files in and out."""
