"""Questions asked of the database; each answers with a CitedTable."""
