"""Readers of archives: files that hold what somebody fetched before us, as records, one after the other."""
