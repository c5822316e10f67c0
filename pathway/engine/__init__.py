"""The engine: a library and a child's circumstances in, a recommendation out. Standard library only."""
