"""Where news is found: one spider for each kind of place."""
