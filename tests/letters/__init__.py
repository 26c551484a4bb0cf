"""What the letters promise. The golden letters under golden/ are to be read in the diff, as their readers will."""
