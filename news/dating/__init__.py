"""Dates as the press writes them: words, zones, spellings, and the choice among several."""
