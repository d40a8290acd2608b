"""The verbs: one function each, atomic, with its rule, its writes and its one Event of the record."""
