import { apiDescription } from "@/features/api-tokens/lib/api-description";

/** Describes the API of scripts; open to everybody, because it tells nothing of anybody. */
export function GET(): Response {
  return Response.json(apiDescription(), { headers: { "cache-control": "public, max-age=3600" } });
}
