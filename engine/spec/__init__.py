"""What a plan says: the models of a spec, the checks on it, and the Plan they make."""
