"""Tracked work as files people take away."""
