import { listQuerySchema, sendQuerySchema } from "@/features/api-tokens/lib/contract";
import { importLinks, readImports } from "@/features/api-tokens/lib/import-reads";
import { isFileType, nameInHeader } from "@/features/api-tokens/lib/sent-file";
import { maxUploadBytes, uploadRefusal } from "@/features/imports/lib/upload-check";
import { FileTooLarge, receiveImport } from "@/features/imports/receive";
import { problem } from "@/libs/access/problem";
import { Refusal } from "@/libs/access/refusals";
import { tokenRoute } from "@/libs/access/token-route";

/** The imports of the token's organization, the newest first. */
export const GET = tokenRoute(
  { name: "api_list_imports", scope: "imports:read", limit: { max: 120, minutes: 1 } },
  async (request, { token, transaction }) => {
    const query = listQuerySchema.safeParse(parametersOf(request));
    if (!query.success) return problem(400, firstIssue(query.error));
    const page = await transaction((sql) => readImports(sql, token.organizationId, query.data));
    if (!page) return problem(404, "There is no such import.");
    return Response.json(page, { headers: { "cache-control": "no-store" } });
  },
);

/** Takes one file as the raw body and starts its import; its audit entry names the token. */
export const POST = tokenRoute(
  { name: "api_send_import", scope: "imports:write", limit: { max: 60, minutes: 10 } },
  async (request, { token, request: context }) => {
    const query = sendQuerySchema.safeParse(parametersOf(request));
    if (!query.success) return problem(400, firstIssue(query.error));
    if (!isFileType(request.headers.get("content-type"))) {
      return problem(415, "Send the file itself as the body, with Content-Type: application/octet-stream.");
    }
    const name = query.data.name ?? nameInHeader(request.headers.get("x-file-name"));
    if (!name)
      return problem(400, "Say the file's name with its ending in the header X-File-Name, or as ?name=.");
    const announced = request.headers.get("content-length");
    // A chunked body announces no length; receiveImport counts what really arrives.
    const size = announced === null ? 1 : Number(announced);
    const refusal = uploadRefusal({ name, size });
    if (refusal) return problem(size > maxUploadBytes ? 413 : 422, refusal);
    if (!request.body) return problem(422, "No file arrived: the body is empty.");
    const sha256 = request.headers.get("x-content-sha256")?.toLowerCase();
    if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
      return problem(400, "X-Content-SHA256 is a SHA-256 in 64 hexadecimal digits.");
    }
    try {
      const { importId } = await receiveImport({
        organizationId: token.organizationId,
        userId: token.userId,
        request: context,
        fileName: name,
        content: request.body,
        declared: { ...(announced !== null && { byteSize: size }), ...(sha256 && { sha256 }) },
        source: "api",
        mode: query.data.mode,
        ...(query.data.kind && {
          kind: query.data.kind === "purchase-orders" ? "purchase_orders" : "quantity_surveys",
        }),
        autoConfirm: query.data.confirm === "true",
        apiToken: { id: token.id, name: token.name },
      });
      const links = importLinks(importId);
      return Response.json(
        { id: importId, status: "pending", links },
        { status: 201, headers: { "cache-control": "no-store", location: links.self } },
      );
    } catch (error) {
      if (error instanceof FileTooLarge) return problem(413, error.message);
      if (error instanceof Refusal) return problem(422, error.message);
      // Nobody reads this answer; it keeps a broken connection out of the error log.
      if (request.signal.aborted) return problem(400, "The upload was broken off.");
      throw error;
    }
  },
);

function parametersOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

function firstIssue(error: { issues: { message: string }[] }): string {
  return error.issues[0]?.message ?? "The address is wrong.";
}
