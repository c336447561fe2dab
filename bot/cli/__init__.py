"""The command line, one file per subcommand: a door like those of `handlers`."""
