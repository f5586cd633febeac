"""Page shell, components, icons, styles, list machinery; no business words."""
