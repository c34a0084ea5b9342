"""Plain sentences to paste, each number with its rows."""
