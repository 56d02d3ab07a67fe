"""Dates in real sentences: an annotated set, by place, and how well libraries and briefbot read them."""
