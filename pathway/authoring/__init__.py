"""Reads and judges what policy people write. Needs PyYAML; never runs in the browser."""
