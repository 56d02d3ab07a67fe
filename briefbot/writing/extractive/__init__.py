"""Drafts without a model: verbatim sentences, chosen by code."""
