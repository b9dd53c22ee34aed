"""The operators' face: the launcher, the processes, the schedule, the checks themselves."""
