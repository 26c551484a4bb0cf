"""Who owes what by when: expansion of a plan, its difference to what is tracked, history, states, ladder. Pure."""
