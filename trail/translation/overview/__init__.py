"""Which page stands how in which language: the table, the translators' lists, the mails about them."""
