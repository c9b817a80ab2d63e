"""Today: the day's figures, what is due, wrong, next and new, and three questions."""
