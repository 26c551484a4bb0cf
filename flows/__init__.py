"""Prefect flows made of the steps and dates that the engine computes; no rule, no SQL."""
