"""Measurements anyone can run; what they found is in docs."""
