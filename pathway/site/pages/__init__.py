"""The pages: those made from the rules, and the written ones made ready."""
