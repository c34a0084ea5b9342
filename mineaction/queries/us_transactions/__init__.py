"""Who in the US government paid whom."""
