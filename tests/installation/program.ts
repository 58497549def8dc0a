import { spawn } from "node:child_process";
import { projectDirectory } from "../../stack/migrations";

/** A program of ours while it runs and after it ended. */
export interface StartedProgram {
  pid: number;
  /** Everything that it wrote so far, to both streams. */
  said(): string;
  stdout(): string;
  stderr(): string;
  /** Resolves to its exit code; null when a signal ended it. */
  ended: Promise<number | null>;
  hasEnded(): boolean;
  signal(name: NodeJS.Signals): void;
}

/** An installation of a developer's own must not leak into the one under test: empty means embedded. */
const embedded = {
  NEXT_PUBLIC_SUPABASE_URL: "",
  NEXT_PUBLIC_SUPABASE_ANON_KEY: "",
  SUPABASE_SERVICE_ROLE_KEY: "",
  DATABASE_URL: "",
  RESEND_API_KEY: "",
  SMTP_URL: "",
  AESTRAK_OPS_EMAIL: "",
  AESTRAK_SITE_URL: "",
  AESTRAK_DIST_DIR: "",
  HOST: "",
};

/**
 * Starts a Node program in the checkout, as npm's scripts do.
 * @param words the script (a path from the checkout) and its arguments
 * @param settings environment variables, beside those of this process that are no settings of AESTrak
 */
export function startProgram(words: string[], settings: Record<string, string>): StartedProgram {
  const child = spawn(process.execPath, ["--import", "tsx", ...words], {
    cwd: projectDirectory,
    env: {
      ...process.env,
      ...embedded,
      NODE_ENV: "production",
      TSX_TSCONFIG_PATH: "tsconfig.node.json",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = { stdout: "", stderr: "", both: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (text: Buffer) => {
      written[name] += text.toString();
      written.both += text.toString();
    });
  }
  let over = false;
  const ended = new Promise<number | null>((done, fail) => {
    child.once("error", fail);
    // "close" comes after the last output, which "exit" doesn't wait for.
    child.once("exit", () => (over = true));
    child.once("close", (code) => done(code));
  });
  return {
    pid: child.pid ?? -1,
    said: () => written.both,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    ended,
    hasEnded: () => over,
    signal: (name) => void child.kill(name),
  };
}
