// A process of its own between the supervisor and PostgreSQL: it ends the server in order when the supervisor
// asks or is killed, and Ctrl-C in a terminal, which goes to the whole process group, doesn't reach the server
// before the parts that still use it.
import { type PostgresOptions, startPostgres } from "./postgres";

process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});

process.once("message", (options: PostgresOptions) => {
  void startPostgres(options).then(
    (server) => {
      process.send?.({ ready: true });
      const end = () => void server.stop().then(() => process.exit(0));
      process.once("disconnect", end);
      server.process.once("exit", () => process.exit(1));
    },
    (error: Error) => {
      process.send?.({ error: error.message });
      process.disconnect();
    },
  );
});
