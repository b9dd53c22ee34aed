"""The rules of the house, held by tests where no linter holds them."""
