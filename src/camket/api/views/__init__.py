"""One small module per noun."""
