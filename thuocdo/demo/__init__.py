"""An invented agency with its units, people and plans, for `thuocdo demo` and for benchmarks."""
