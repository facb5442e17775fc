"""What a digest says of a story beyond its headline: how far its claim stands, which officials spoke, how its headline reads."""
