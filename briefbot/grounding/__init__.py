"""Drafts to claims: the gate and its checks."""
