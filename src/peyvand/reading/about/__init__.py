"""What items are about, and what they rest on: issues, fields, and the endnotes that are cited."""
