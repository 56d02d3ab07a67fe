"""What briefbot knows of language: words, names, numbers, dates."""
