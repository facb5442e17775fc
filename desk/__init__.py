"""What people read and type: the command line, digests and their delivery."""
