import { z } from "zod";

const url = (what: string) => z.string().url(`is not a URL; it should be ${what}`);

const schema = z
  .object({
    NEXT_PUBLIC_SUPABASE_URL: url("the address of the Supabase project"),
    NEXT_PUBLIC_SUPABASE_ANON_KEY: z.string().min(1, "is empty"),
    SUPABASE_SERVICE_ROLE_KEY: z.string().min(1, "is empty"),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "should start with postgres://"),
    AESTRAK_SITE_URL: url("where people open AESTrak"),
    AESTRAK_FILE_DIRECTORY: z.string().optional(),
    RESEND_API_KEY: z.string().optional(),
    RESEND_BASE_URL: url("the address of Resend's API").optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, "should start with smtp:// or smtps://")
      .optional(),
    MAIL_FROM: z.string().min(3).default("AESTrak <alerts@aestrak.local>"),
    AESTRAK_OPS_EMAIL: z.email("is not an e-mail address").optional(),
    AESTRAK_INBOX_URL: url("the mail catcher's page").optional(),
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
