import { createClient } from "@supabase/supabase-js";
import { randomInt } from "node:crypto";
import { z } from "zod";
import { database } from "@/libs/database";
import { environment } from "@/libs/environment";
import { CommandEnd } from "./ends";
import type { Print } from "./output";

/** @throws with a sentence when there is no organization of that slug */
export async function organizationBySlug(
  slug: string,
): Promise<{ id: string; name: string; currency: string }> {
  const [found] = await database()<{ id: string; name: string; currency: string }[]>`
    select id, name, currency from public.organizations where slug = ${slug}`;
  if (found) return found;
  const known = await database()<
    { slug: string }[]
  >`select slug from public.organizations order by slug limit 20`;
  throw new Error(
    known.length === 0
      ? `There is no organization "${slug}", nor any other. Make one with: aestrak org create.`
      : `There is no organization "${slug}". There are: ${known.map((row) => row.slug).join(", ")}.`,
  );
}

/** Makes an organization with its first admin; an address that has an account keeps it and its password. */
export async function createOrganization(
  options: { name: string; slug: string; adminEmail: string },
  print: Print,
): Promise<void> {
  const email = z.email().safeParse(options.adminEmail.trim().toLowerCase());
  if (!email.success) throw new CommandEnd("misused", `"${options.adminEmail}" is not an e-mail address.`);
  if (!/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/.test(options.slug)) {
    throw new CommandEnd(
      "misused",
      `The slug "${options.slug}" may hold lower-case letters, digits and hyphens only, 48 at most.`,
    );
  }
  const sql = database();
  const [taken] = await sql`select 1 from public.organizations where slug = ${options.slug}`;
  if (taken) throw new Error(`There is an organization "${options.slug}" already. Choose another slug.`);

  const { userId, password } = await accountFor(email.data);
  const id = await sql.begin(async (tx) => {
    const [made] = await tx<{ id: string }[]>`
      select private.create_organization_for(${userId}, ${email.data}, '', ${options.name}, ${options.slug}) as id`;
    if (password)
      await tx`update public.user_profiles set must_change_password = true where user_id = ${userId}`;
    return made!.id;
  });
  print({ organization_id: id, slug: options.slug, admin_email: email.data, one_time_password: password }, [
    `Made the organization ${options.name} (${options.slug}).`,
    password
      ? `${email.data} logs in with the one-time password ${password} and chooses another at once.`
      : `${email.data} has an account already and logs in with its password.`,
  ]);
}

/** Puts an organization on a plan. @param plan one of those that the command line offers */
export async function putOnPlan(slug: string, plan: string, print: Print): Promise<void> {
  const { id, name } = await organizationBySlug(slug);
  const [done] = await database()<{ former: string | null }[]>`
    select private.set_plan(${id}, ${plan}::public.subscription_plan) as former`;
  const former = done!.former;
  print({ organization_id: id, plan, former_plan: former }, [
    former === plan ? `${name} is on the plan ${plan} already.` : `${name} is on the plan ${plan} now.`,
  ]);
}

async function accountFor(email: string): Promise<{ userId: string; password: string | null }> {
  const sql = database();
  const userId = async () =>
    (await sql<{ id: string }[]>`select id from auth.users where email = ${email}`)[0]?.id;
  const known = await userId();
  if (known) return { userId: known, password: null };

  const env = environment();
  const password = oneTimePassword();
  const auth = { auth: { persistSession: false, autoRefreshToken: false } };
  const admin = createClient(env.NEXT_PUBLIC_SUPABASE_URL, env.SUPABASE_SERVICE_ROLE_KEY, auth);
  const { error } = await admin.auth.admin.createUser({ email, password, email_confirm: true });
  if (error) {
    // The embedded Auth server has no admin functions: sign up like anybody, then confirm in the database.
    const anybody = createClient(env.NEXT_PUBLIC_SUPABASE_URL, env.NEXT_PUBLIC_SUPABASE_ANON_KEY, auth);
    const signUp = await anybody.auth.signUp({ email, password });
    if (signUp.error) throw new Error(`The account ${email} could not be made: ${signUp.error.message}`);
    await sql`update auth.users set email_confirmed_at = now(), confirmation_token = null where email = ${email}`;
  }
  const made = await userId();
  if (!made) throw new Error(`The account ${email} could not be made.`);
  return { userId: made, password };
}

/** 16 characters without look-alikes: about 80 bits. */
function oneTimePassword(): string {
  const signs = "abcdefghjkmnpqrstuvwxyz23456789";
  const groups = Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join(""),
  );
  return groups.join("-");
}
