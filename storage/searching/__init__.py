"""The search index: written with each article, asked by plans, on both databases with the same answers."""
