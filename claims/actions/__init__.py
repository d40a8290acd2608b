"""Actions: one function for each change, atomic, with its rule, its writes and its one Event."""
