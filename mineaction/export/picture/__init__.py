"""PNG, SVG and PDF."""
