"""Back to Learning: what should happen next for a child who is missing school, who does it, by when, and why."""

__version__ = "0.1.0"
