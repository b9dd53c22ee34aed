"""Pages of the portal: fetch through a gate, call one action, render."""
