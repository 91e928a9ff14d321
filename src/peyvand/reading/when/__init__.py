"""When: expressions of time found, resolved, and tied to what they date."""
