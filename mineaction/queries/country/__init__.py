"""One country or area: all that is held of it."""
