"""Pure: an edition and figures in, points with their reasons out."""
