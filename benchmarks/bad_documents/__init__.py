"""Documents and folders as bad as they come, and what the real commands make of them."""
