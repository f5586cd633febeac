"""Pure rules of organisations: the tree on a day, what a change does, whom a printed name means."""
