"""Policy events, treaties, and money around them."""
