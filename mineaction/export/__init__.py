"""CitedTable to bytes, provenance included."""
