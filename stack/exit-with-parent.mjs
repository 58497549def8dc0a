// Loaded into every child of the supervisor. When the supervisor is gone, however it went, the channel to it
// closes, and the child ends too: nothing is left behind to hold a port or a database session.
// Only in the supervisor's own child: a process that the child forks inherits this file, and has a channel to another.
if (process.channel && process.env.AESTRAK_SUPERVISOR === String(process.ppid)) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 5000).unref();
  });
  process.channel.unref();
}
