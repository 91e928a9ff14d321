"""What the second version of the schema is made of: its tables, and how what the first one held gets into them."""
