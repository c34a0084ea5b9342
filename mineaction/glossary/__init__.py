"""The glossary: the field's words, what they mean here, and where they occur in a text.

The explanations are our own words throughout; ``Term.follows`` says whose use of a word is followed.
"""

from mineaction.glossary.matching import Found, find, heading, help_for
from mineaction.glossary.term import Term
from mineaction.glossary.terms import BY_KEY, TERMS

__all__ = ["BY_KEY", "TERMS", "Found", "Term", "find", "heading", "help_for"]
