"""Whether a file does harm: who is asked, and in which words."""
