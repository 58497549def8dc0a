import { checkHealth } from "@/features/health/queries";
import { version } from "@/libs/version";

export const dynamic = "force-dynamic";

/** Whether every part that AESTrak needs works; says which one doesn't. Tells nothing about the data, so it is open. */
export async function GET(): Promise<Response> {
  const checks = await checkHealth();
  const ok = Object.values(checks).every((check) => check === "ok");
  return Response.json(
    { status: ok ? "ok" : "failing", version, checks },
    { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
