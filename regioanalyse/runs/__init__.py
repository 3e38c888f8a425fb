"""Running the notebooks: for every region and sector, several at once, and only what changed."""
