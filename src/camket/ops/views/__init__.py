"""Pages for machines that watch."""
