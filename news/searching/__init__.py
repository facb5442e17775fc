"""The query language: a line that a person types, its tree, and what is told where the line cannot be read."""
