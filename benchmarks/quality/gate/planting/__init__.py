"""Planted errors: true sentences of real briefs with one thing made false."""
