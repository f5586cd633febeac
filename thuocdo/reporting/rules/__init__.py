"""Pure: what a sheet asks for, what a unit may write, how answers come together."""
