"""The book: pages, their source for Sphinx (staging), and the site that Sphinx makes of it."""
