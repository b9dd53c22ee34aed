"""One small module for each noun in the addresses."""
