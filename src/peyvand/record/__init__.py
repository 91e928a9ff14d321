"""The record: sources and items kept, searched, reviewed and exchanged, in the desk's folder."""
