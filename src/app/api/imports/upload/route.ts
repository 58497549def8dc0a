import { z } from "zod";
import { maxUploadBytes, uploadRefusal } from "@/features/imports/lib/upload-check";
import { receiveImport } from "@/features/imports/receive";
import { Refusal } from "@/libs/access/refusals";
import { memberRoute, refuse } from "@/libs/access/route";

const uploadSchema = z.object({
  name: z.string().min(1).max(255),
  size: z.coerce.number().int().min(0),
});

const checksumSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .nullable();

/**
 * Takes one file as the raw body and starts its import. `name` and `size` (bytes) stand in the address, the SHA-256
 * in `x-content-sha256` when the browser could compute it. Answers 201 {importId}, or {error} with a sentence.
 */
const receive = memberRoute(
  { name: "upload_import", body: "streamed", counts: "uploads" },
  async (request, { member, request: context }) => {
    const declared = uploadSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    const checksum = checksumSchema.safeParse(request.headers.get("x-content-sha256"));
    if (!declared.success || !checksum.success) {
      return refuse(400, "The upload is not described correctly. Reload the page and try again.");
    }
    const { name, size } = declared.data;
    // A chunked body announces no length; receiveImport counts what really arrives.
    const announced = Number(request.headers.get("content-length") ?? size);
    const refusal = uploadRefusal({ name, size });
    if (refusal) return refuse(size > maxUploadBytes ? 413 : 422, refusal);
    if (announced !== size) {
      return refuse(422, "The file changed while it was being sent. Close it in Excel and choose it again.");
    }
    if (!request.body) return refuse(422, "No file arrived. Choose it again.");
    try {
      const { importId } = await receiveImport({
        organizationId: member.organization.id,
        userId: member.user.id,
        session: member.user,
        request: context,
        fileName: name,
        content: request.body,
        declared: { byteSize: size, ...(checksum.data ? { sha256: checksum.data } : {}) },
        source: "browser",
      });
      return Response.json({ importId }, { status: 201, headers: { "cache-control": "no-store" } });
    } catch (error) {
      if (error instanceof Refusal) return refuse(422, error.message);
      // Nobody reads this answer; it keeps an ordinary change of mind out of the error log.
      if (request.signal.aborted) return refuse(400, "The upload was broken off.");
      throw error;
    }
  },
);

export { receive as POST, receive as PUT };
