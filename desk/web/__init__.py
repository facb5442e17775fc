"""The archive in a browser: pages for people, an API for programs, and what keeps both safe."""
