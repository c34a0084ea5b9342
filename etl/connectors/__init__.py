"""One module a live source: what its publisher's answers look like, and which rows of them are kept."""
