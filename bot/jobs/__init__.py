"""What every handler of a job works with: context, reply, outbox, rights, metrics."""
