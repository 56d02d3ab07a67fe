"""Fuzzing: inputs nobody would write, against everything that reads what strangers wrote."""
