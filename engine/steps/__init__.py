"""The steps a run is made of, each one transaction that may be repeated at any moment without harm.

`phancong run` and the Prefect flows take the same steps: collect, open, gather, remind, alert, deliver.
"""
