"""Questions about the data itself."""
