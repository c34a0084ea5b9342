"""Tables as addresses ask for them."""
