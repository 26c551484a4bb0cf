"""The benchmarks: `make bench`. Each prints ratios measured within one run, since machines are noisy."""
