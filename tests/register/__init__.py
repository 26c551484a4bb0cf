"""The register of incoming documents: what is read in it, and what is proposed."""
