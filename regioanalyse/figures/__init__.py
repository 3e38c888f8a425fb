"""Charts, maps and sentences: what a reader sees of the values."""
