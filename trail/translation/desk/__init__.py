"""The translator's desk: one screen on which a page is translated, string by string, with what helps beside each."""
