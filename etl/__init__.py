"""The pipeline that writes the database; it knows nothing of the app."""
