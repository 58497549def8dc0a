import { createClient } from "@supabase/supabase-js";
import postgres from "postgres";

/**
 * Gives an address an account with a known password, as if its owner had chosen it by a mailed link: for the demo,
 * tests and benchmarks.
 * @param environment what a running installation tells its parts
 */
export async function giveAccount(
  environment: Readonly<Record<string, string | undefined>>,
  email: string,
  password: string,
): Promise<void> {
  const { admin } = createClient(
    environment["NEXT_PUBLIC_SUPABASE_URL"] ?? "",
    environment["SUPABASE_SERVICE_ROLE_KEY"] ?? "",
    { auth: { persistSession: false, autoRefreshToken: false } },
  ).auth;
  const { data, error } = await admin.createUser({ email, password, email_confirm: true });
  if (error) throw error;
  const sql = postgres(environment["DATABASE_URL"] ?? "", { max: 1, prepare: false });
  try {
    await sql`select private.choose_password(${data.user.id}, null)`;
  } finally {
    await sql.end();
  }
}
