"""The gate measured: planted errors, true statements, edited summaries, experts' verdicts."""
