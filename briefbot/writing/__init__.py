"""Evidence to drafts: prompted (a model) and extractive (no model)."""
