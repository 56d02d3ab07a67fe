"""A small encoder that says how alike a question and sentences are in meaning: optional, local, never part of the gate."""
