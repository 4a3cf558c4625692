"""The languages of the trail as a whole: adding one, offering it to visitors, withdrawing it."""
