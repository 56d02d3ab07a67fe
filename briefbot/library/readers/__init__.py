"""From a file's bytes to a brief: decoding, the header above the news, one format a file."""
