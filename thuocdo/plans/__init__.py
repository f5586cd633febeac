"""Plan documents become targets, tasks and assignments."""
