"""People, positions, roles for a period, sign-in."""
