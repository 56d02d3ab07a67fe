"""Language models behind one protocol, and what wraps them: recordings, budget."""
