import "server-only";
import { requireSession, requireUser } from "@/libs/access/session";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import { deviceOf } from "./lib/device";

export interface SessionRow {
  id: string;
  /** In words: "Firefox 131 on Windows". */
  device: string;
  /** Where its last request came from; null when that is not known. */
  address: string | null;
  /** ISO 8601 instants. */
  signedInAt: string;
  lastSeenAt: string;
  /** Whether it is the one that asks. */
  isThis: boolean;
}

/** Where the signed-in user is logged in: this session first, then the last seen. */
export async function listSessions(): Promise<SessionRow[]> {
  const user = await requireUser();
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("user_sessions")
    .select("id, ip_address, user_agent, created_at, last_seen_at")
    .eq("user_id", user.id)
    .is("ended_at", null)
    .gt("expires_at", new Date().toISOString())
    .order("last_seen_at", { ascending: false })
    .throwOnError();
  return data
    .map((session) => ({
      id: session.id,
      device: deviceOf(session.user_agent),
      address: typeof session.ip_address === "string" ? session.ip_address : null,
      signedInAt: session.created_at,
      lastSeenAt: session.last_seen_at,
      isThis: session.id === user.sessionId,
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}

export interface SecurityEvent {
  action: string;
  /** ISO 8601 instant. */
  at: string;
  device: string;
  address: string | null;
}

/** What happened to the signed-in user's account last, newest first: at most twenty events. */
export async function listSecurityEvents(): Promise<SecurityEvent[]> {
  await requireUser();
  const supabase = await supabaseServerClient();
  const { data } = await supabase.rpc("my_security_events").throwOnError();
  return data.map((event) => ({
    action: event.action,
    at: event.created_at,
    device: deviceOf(event.user_agent),
    address: event.ip_address,
  }));
}

export interface SecondFactorRow {
  id: string;
  kind: "app" | "passkey";
  name: string;
  /** ISO 8601 instants. */
  createdAt: string;
  /** Null when it was not shown since it was set up. */
  lastUsedAt: string | null;
}

export interface SecondFactorState {
  /** Oldest first. */
  factors: SecondFactorRow[];
  codesLeft: number;
  /** Whether this session showed one recently enough to change them. */
  isFresh: boolean;
  /** Whether they show one that hosted Supabase keeps, and have none here. */
  isAtAuthServer: boolean;
}

/** The signed-in user's second factors and recovery codes. */
export async function secondFactorState(): Promise<SecondFactorState> {
  const { secondFactors, user } = await requireSession();
  const supabase = await supabaseServerClient();
  const [factors, codes] = await Promise.all([
    supabase
      .from("second_factors")
      .select("id, kind, name, created_at, last_used_at")
      .eq("user_id", user.id)
      .order("created_at")
      .throwOnError(),
    supabase.rpc("recovery_codes_left").throwOnError(),
  ]);
  return {
    factors: factors.data.map(({ id, kind, name, created_at, last_used_at }) => ({
      id,
      kind: kind === "passkey" ? "passkey" : "app",
      name,
      createdAt: created_at,
      lastUsedAt: last_used_at,
    })),
    codesLeft: codes.data,
    isFresh: secondFactors.isFresh,
    isAtAuthServer: secondFactors.atAuthServer !== null,
  };
}
