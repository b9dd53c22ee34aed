"""The face of the operators: commands, processes, doors, the clock, health."""
