"""The promises, a folder a room."""
