"""Side-by-side measurements, printed as ratios and kept in `docs/benchmarks.md`: `make bench`."""
