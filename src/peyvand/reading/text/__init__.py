"""The analysed text that every kind of item is read from: its parse, clauses, quotations, names, and models over its words."""
