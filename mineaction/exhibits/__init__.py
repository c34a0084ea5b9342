"""Exhibits: every figure card's question, answer and drawing, asked for by a page or by an address alike."""
