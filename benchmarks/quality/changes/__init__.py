"""Generated pairs: a real brief and an edited copy as the next day's, with known changes."""
