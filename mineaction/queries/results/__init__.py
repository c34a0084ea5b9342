"""Published numbers that are not money."""
