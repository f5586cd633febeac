"""The pure kernel: periods, validity, working time, sources, units, missing values, text folding."""
