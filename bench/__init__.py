"""Measurements of speed, and of the layers on public data."""
