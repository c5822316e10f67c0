"""Whether the rules hold: every answer that there can be, the examples, the cases, the laws."""
