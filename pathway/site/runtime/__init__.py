"""Python for the browser: compiled, packed, and short modules in place of some of its own."""
