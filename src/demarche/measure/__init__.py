"""Scores against gold, and the floors that no change may go under."""
