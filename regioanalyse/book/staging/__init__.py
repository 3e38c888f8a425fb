"""The source of the book, below `build/staging`: executed notebooks and generated pages, fit for Sphinx."""
