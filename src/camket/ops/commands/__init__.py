"""One module a subcommand: `arguments(parser)` and `run(args) -> int`."""
