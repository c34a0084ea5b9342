"""Amounts by place."""
