"""Every write of real work killed or failed in turn, and what is then there: `python -m benchmarks.kills`."""
