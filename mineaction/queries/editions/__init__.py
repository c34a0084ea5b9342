"""What a source said at different times, and how it changed."""
