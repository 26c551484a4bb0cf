"""How a letter travels, and what comes back."""
