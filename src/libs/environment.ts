import { z } from "zod";
import { isOnThisMachine } from "./own-machine";

const url = (what: string) => z.string().url(`is not a URL; it should be ${what}`);

/** Of a service that is sent keys, tokens and mail. */
const serviceUrl = (what: string) =>
  url(what).refine(
    (address) => isOnThisMachine(address) || address.startsWith("https:"),
    "leads to another machine and should start with https://",
  );

const minutesOrDays = (unit: string, most: number) =>
  z.coerce
    .number(`is not a number of ${unit}`)
    .int(`should be whole ${unit}`)
    .min(1, `should be at least 1`)
    .max(most, `should be at most ${most}`);

const schema = z
  .object({
    NEXT_PUBLIC_SUPABASE_URL: serviceUrl("the address of the Supabase project"),
    NEXT_PUBLIC_SUPABASE_ANON_KEY: z.string().min(1, "is empty"),
    SUPABASE_SERVICE_ROLE_KEY: z.string().min(1, "is empty"),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "should start with postgres://")
      // The driver encrypts nothing by itself; by "prefer", only where the server, or who stands in its place, offers it.
      .refine(
        (address) =>
          isOnThisMachine(address) ||
          /[?&]sslmode=(?:verify-full|verify-ca|require|disable)(?:&|$)/.test(address),
        "leads to another machine and does not say how it is encrypted; it should end in ?sslmode=verify-full",
      ),
    AESTRAK_SITE_URL: url("where people open AESTrak"),
    AESTRAK_SEALING_KEY: z.string().min(32, "should have at least 32 characters").optional(),
    AESTRAK_FILE_DIRECTORY: z.string().optional(),
    /** Where the embedded database lies; set by the supervisor, for the health check. */
    AESTRAK_DATABASE_DIRECTORY: z.string().optional(),
    AESTRAK_MIN_FREE_MB: z.coerce
      .number("is not a number of megabytes")
      .int("should be whole megabytes")
      .min(0, "should be at least 0")
      .default(500),
    RESEND_API_KEY: z.string().optional(),
    RESEND_BASE_URL: serviceUrl("the address of Resend's API").optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, "should start with smtp:// or smtps://")
      .optional(),
    MAIL_FROM: z.string().min(3).default("AESTrak <alerts@aestrak.local>"),
    AESTRAK_OPS_EMAIL: z.email("is not an e-mail address").optional(),
    AESTRAK_INBOX_URL: url("the mail catcher's page").optional(),
    AESTRAK_SESSION_IDLE_MINUTES: minutesOrDays("minutes", 10_080).default(480),
    AESTRAK_SESSION_DAYS: minutesOrDays("days", 365).default(7),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  })
  .refine((env) => env.RESEND_API_KEY || env.SMTP_URL, {
    path: ["RESEND_API_KEY"],
    message: "is missing, and so is SMTP_URL: AESTrak needs one of them to send mail",
  });

export type Environment = z.infer<typeof schema>;

let parsed: Environment | undefined;

/**
 * The settings of this process, read once. An empty variable counts as missing.
 * @throws with one sentence that names the first variable that is missing or wrong
 */
export function environment(): Environment {
  if (parsed) return parsed;
  // The whole object is read at run time: Next would bake single NEXT_PUBLIC_ values into the build.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    const name = String(issue?.path[0]);
    const fault = given[name] === undefined && issue?.code === "invalid_type" ? "is missing" : issue?.message;
    throw new Error(`The setting ${name} ${fault}. Set it in .env.local; .env.example explains each one.`);
  }
  parsed = result.data;
  return parsed;
}
