"""What is said: one function a letter, three templates each (.subject .text .html); URLs are passed in."""
