"""The parts of the one command, a file each."""
