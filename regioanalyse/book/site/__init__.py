"""The HTML of the book: what is registered with Sphinx, the figures, and the build itself."""
