import "server-only";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

/** The address that the signed-in user has still to confirm. */
export interface WishedEmail {
  newEmail: string;
  /** ISO 8601 instant. */
  expiresAt: string;
}

export async function wishedEmail(): Promise<WishedEmail | null> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase.rpc("own_email_change").throwOnError();
  const [wish] = data;
  return wish ? { newEmail: wish.new_email, expiresAt: wish.expires_at } : null;
}

/** An organization that has no other active admin than the signed-in user. */
export interface DependentOrganization {
  id: string;
  name: string;
  /** Active people besides the signed-in user. */
  otherPeople: number;
}

/** What keeps the signed-in user from deleting their account. */
export async function dependentOrganizations(): Promise<DependentOrganization[]> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase.rpc("organizations_in_need_of_me").throwOnError();
  return data.map(({ id, name, other_people }) => ({ id, name, otherPeople: other_people }));
}
