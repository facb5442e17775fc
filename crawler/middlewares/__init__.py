"""What happens to every request and answer on its way."""
