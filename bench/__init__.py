"""What `make bench` runs: each claim of speed as a ratio to a peer or a limit, taken in one run."""
