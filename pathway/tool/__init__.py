"""The face of the engine in the browser: state in, HTML out. Standard library only."""
