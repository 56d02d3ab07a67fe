"""How good briefbot's answers and its gate are, on data nobody wrote for it.

`python -m benchmarks.quality` measures everything; each script also runs alone. Where the data is not there they
say so and end. docs/quality.md has the figures.
"""
