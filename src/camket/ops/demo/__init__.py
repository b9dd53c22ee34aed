"""A small demonstration for an empty desk, lived through real actions over the last weeks."""
