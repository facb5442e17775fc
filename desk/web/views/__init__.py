"""The pages, one module a noun; each function takes the pages and a request and gives an answer."""
