"""Runs of which somebody pulls the plug, at each of the points at which they touch the world."""
