"""What a statement may not change: one small file a kind of error, each with its reasons in plain words.

Alignment decides first: a statement is proved only when every word of it stands in the sentence, in order,
and everything left out may be left out (`grounding/cuts.py`). The checks here say what is wrong, and hold
what no cut may touch wherever it stands.
"""
