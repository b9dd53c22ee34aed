"""Words that stand nowhere else, planted in every field, and the search for them."""
