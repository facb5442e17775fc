"""The parts of reading a page: what kind it is, and the candidates for each field of its article."""
