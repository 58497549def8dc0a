import type { PersonStep } from "@/features/organizations/schema";
import type { Transaction } from "@/libs/database";

const done: Readonly<Record<PersonStep, string>> = {
  make_admin: "This person is an admin now.",
  make_member: "This person is a member now.",
  deactivate: "This person is deactivated, and sees nothing of the organization any more.",
  reactivate: "This person is active again.",
  remove: "This person no longer belongs to the organization.",
};

/**
 * Takes one step with a person of an organization; the database checks who may.
 * @param sql a transaction with the admin's own rights
 * @returns the sentence that says what was done
 */
export async function changePerson(
  sql: Transaction,
  organizationId: string,
  { userId, step }: { userId: string; step: PersonStep },
): Promise<string> {
  switch (step) {
    case "make_admin":
    case "make_member": {
      const role = step === "make_admin" ? "admin" : "member";
      await sql`select public.change_member_role(${organizationId}, ${userId}, ${role})`;
      break;
    }
    case "deactivate":
      await sql`select public.deactivate_member(${organizationId}, ${userId})`;
      break;
    case "reactivate":
      await sql`select public.reactivate_member(${organizationId}, ${userId})`;
      break;
    case "remove":
      await sql`select public.remove_member(${organizationId}, ${userId})`;
      break;
  }
  return done[step];
}
