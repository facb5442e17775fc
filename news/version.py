"""This program's name for itself."""

VERSION = "0.1.0"
