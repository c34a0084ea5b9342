"""One publisher's dataset a module: what its columns mean."""
