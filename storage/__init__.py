"""What is kept: the only package that knows the database. Rows never leave it."""
