"""Who gives to whom, and how much."""
