"""Staff home: what is due today. Shows what rooms below answer, decides nothing."""
