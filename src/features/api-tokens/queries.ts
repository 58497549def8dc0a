import "server-only";
import { listPeople } from "@/features/organizations/queries";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

export interface ApiTokenRow {
  id: string;
  name: string;
  /** How the token begins. */
  prefix: string;
  scopes: string[];
  createdBy: string;
  /** ISO 8601 instants. */
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  /** Why it no longer works although nobody revoked it; null while it works. */
  stopped: "expired" | "maker left" | null;
}

/** The tokens of an organization that are not revoked, newest first; none for a reader who is no admin there. */
export async function listApiTokens(organizationId: string): Promise<ApiTokenRow[]> {
  const supabase = await supabaseServerClient();
  const [{ data }, people] = await Promise.all([
    supabase
      .from("api_tokens")
      .select("id, name, prefix, scopes, created_by, created_at, expires_at, last_used_at")
      .eq("organization_id", organizationId)
      .is("revoked_at", null)
      .order("created_at", { ascending: false })
      .throwOnError(),
    listPeople(organizationId),
  ]);
  const now = Date.now();
  return data.map((token) => {
    const maker = people.find(({ userId }) => userId === token.created_by);
    const isExpired = token.expires_at !== null && Date.parse(token.expires_at) <= now;
    const hasLeft = maker?.role !== "admin" || maker.status !== "active";
    return {
      id: token.id,
      name: token.name,
      prefix: token.prefix,
      scopes: token.scopes,
      createdBy: maker ? maker.fullName || maker.email : "Somebody who left",
      createdAt: token.created_at,
      expiresAt: token.expires_at,
      lastUsedAt: token.last_used_at,
      stopped: isExpired ? "expired" : hasLeft ? "maker left" : null,
    };
  });
}
