"""A small press of invented outlets, served on 127.0.0.1."""
