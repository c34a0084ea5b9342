"""Countries, donors or stretches of years side by side."""
