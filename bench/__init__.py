"""Benchmarks: what the simulator costs, side by side with others in one run."""
