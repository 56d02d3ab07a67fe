"""True statements in the source's own words: shortened, passive turned active and back, frames moved."""
