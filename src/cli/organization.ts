import { z } from "zod";
import { database, type Transaction } from "@/libs/database";
import { environment } from "@/libs/environment";
import { paths } from "@/libs/paths";
import { organizationName } from "@/libs/plain-name";
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

/**
 * Makes an organization, whole or not at all. Its first admin is whoever proved the address; where nobody has, they are
 * invited by a link that is printed and mailed.
 */
export async function createOrganization(
  options: { name: string; slug: string; adminEmail: string },
  print: Print,
): Promise<void> {
  const email = addressOf(options.adminEmail);
  const name = organizationName.safeParse(options.name);
  if (!name.success)
    throw new CommandEnd(
      "misused",
      `"${options.name}" can't be a name. ${name.error.issues[0]?.message ?? ""}`,
    );
  if (!/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/.test(options.slug)) {
    throw new CommandEnd(
      "misused",
      `The slug "${options.slug}" may hold lower-case letters, digits and hyphens only, 48 at most.`,
    );
  }
  const sql = database();
  const [taken] = await sql`select 1 from public.organizations where slug = ${options.slug}`;
  if (taken) throw new Error(`There is an organization "${options.slug}" already. Choose another slug.`);

  const { id, token } = await sql.begin(async (tx) => {
    const [known] = await tx<{ id: string | null }[]>`select private.account_with_email(${email}) as id`;
    const admin = known?.id ?? null;
    const [made] = await tx<{ id: string }[]>`
      select private.create_organization_for(${admin}, ${email}, '', ${name.data}, ${options.slug}) as id`;
    return { id: made!.id, token: admin ? null : await inviteInto(tx, made!.id, email) };
  });
  const link = token && linkOf(token);
  print({ organization_id: id, slug: options.slug, admin_email: email, invitation_link: link }, [
    `Made the organization ${name.data} (${options.slug}).`,
    ...(link ? linesOf(email, link) : [`${email} has an account already, and is its admin.`]),
  ]);
}

/** Invites an admin into an organization, also once more: the link before is void then. */
export async function inviteAdmin(slug: string, address: string, print: Print): Promise<void> {
  const email = addressOf(address);
  const { id, name } = await organizationBySlug(slug);
  const link = linkOf(await database().begin((tx) => inviteInto(tx, id, email)));
  print({ organization_id: id, slug, admin_email: email, invitation_link: link }, [
    `Invited an admin of ${name} (${slug}).`,
    ...linesOf(email, link),
  ]);
}

async function inviteInto(sql: Transaction, organizationId: string, email: string): Promise<string> {
  const [invited] = await sql<{ token: string }[]>`
    select private.invite_admin(${organizationId}, ${email}) as token`;
  return invited!.token;
}

const linkOf = (token: string) => new URL(paths.invitation(token), environment().AESTRAK_SITE_URL).href;

const linesOf = (email: string, link: string) => [
  `${email} chooses a password by this link, which works once, within seven days, and is mailed as well:`,
  link,
];

function addressOf(typed: string): string {
  const email = z.email().safeParse(typed.trim().toLowerCase());
  if (!email.success) throw new CommandEnd("misused", `"${typed}" is not an e-mail address.`);
  return email.data;
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
