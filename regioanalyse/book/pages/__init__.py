"""The pages of the book that no notebook makes, as the text that Sphinx reads."""
