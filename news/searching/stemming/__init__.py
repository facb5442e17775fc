"""What the inflected forms of a word share, one module a language: tables of endings, and the two ways in which they are read."""
