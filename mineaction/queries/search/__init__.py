"""What a few words may mean."""
