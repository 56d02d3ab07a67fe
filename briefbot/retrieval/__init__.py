"""Briefs to the evidence a question needs: chunking, index, scope, packing."""
