"""The whole life of a record as one timeline, from the clause to the result."""
