import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import postgres from "postgres";
import { Refusal } from "@/libs/access/refusals";
import { type ActingPerson, database, type RequestContext, requestSetting } from "@/libs/database";
import { removeStoredFiles, storeFile, temporaryPath } from "@/libs/file-store";
import { wake } from "@/libs/jobs";
import { maxUploadBytes } from "@/features/imports/lib/upload-check";
import type { Database } from "@/types/database";

type Enums = Database["public"]["Enums"];

export interface Upload {
  organizationId: string;
  /** Who uploads; null for an operator at the command line. */
  userId: string | null;
  /** The session in which they do, where they are logged in. */
  session?: Pick<ActingPerson, "sessionId">;
  request: RequestContext;
  fileName: string;
  content: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;
  /** What the sender says of the file; a difference means that it arrived damaged. */
  declared?: { byteSize?: number; sha256?: string };
  source: Enums["import_source"];
  mode?: Enums["import_mode"];
  /** Where the sender knows it; otherwise the headers tell. */
  kind?: Enums["import_type"];
  /** Apply it without a person, where nothing in its preview waits for a decision. */
  autoConfirm?: boolean;
  /** The token by which a script sends it. */
  apiToken?: { id: string; name: string };
}

/** Its message is shown as it is, like that of every refusal. */
export class FileTooLarge extends Refusal {
  override name = "FileTooLarge";
}

/**
 * Takes an uploaded export in: keeps the file, makes the import job that the worker will find, wakes the worker.
 * The caller has checked that the sender may import into the organization, which is checked again once all has arrived.
 * @throws Refusal for an empty, too large or damaged file, and a refusal of the database for a sender who lost the right
 *   meanwhile; nothing is kept then
 */
export async function receiveImport(received: Upload): Promise<{ importId: string }> {
  const upload = { ...received, fileName: displayName(received.fileName) };
  const path = await temporaryPath();
  try {
    const { byteSize, sha256 } = await spool(upload, path);
    const storageKey = `${upload.organizationId}/${randomUUID()}`;
    await storeFile(path, storageKey);
    const importId = await recordImport(upload, { byteSize, sha256, storageKey }).catch(async (error) => {
      // The database took nothing. Where it could not answer, it may have: that file is left to the sweep.
      if (error instanceof postgres.PostgresError) await removeStoredFiles([storageKey]);
      throw error;
    });
    await wakeWorker(importId, upload.organizationId);
    return { importId };
  } finally {
    await rm(path, { force: true });
  }
}

/** Tells the worker that an import's state changed, after the change was committed. */
export async function wakeWorker(importId: string, organizationId: string): Promise<void> {
  await wake("import", { organizationId, importId });
}

async function spool(upload: Upload, path: string): Promise<{ byteSize: number; sha256: string }> {
  const { declared, fileName } = upload;
  const hash = createHash("sha256");
  let byteSize = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      byteSize += chunk.length;
      if (byteSize > maxUploadBytes) {
        done(
          new FileTooLarge(
            `${fileName} is larger than ${maxUploadBytes / 1024 ** 2} MB. Export a shorter period.`,
          ),
        );
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const content = upload.content as AsyncIterable<Uint8Array>;
  await pipeline(Readable.from(content), measure, createWriteStream(path));
  if (byteSize === 0) throw new Refusal(`${fileName} is empty. Export it again and upload the new file.`);
  const sha256 = hash.digest("hex");
  if (
    (declared?.byteSize !== undefined && declared.byteSize !== byteSize) ||
    (declared?.sha256 !== undefined && declared.sha256 !== sha256)
  ) {
    throw new Refusal(`${fileName} arrived incomplete or damaged (${byteSize} bytes). Upload it again.`);
  }
  return { byteSize, sha256 };
}

async function recordImport(
  upload: Upload,
  file: { byteSize: number; sha256: string; storageKey: string },
): Promise<string> {
  const { organizationId, userId, request, session, apiToken } = upload;
  const claims = {
    sub: userId,
    role: "authenticated",
    session_id: session?.sessionId,
  };
  const importId = await database().begin(async (sql) => {
    await sql`select set_config('aestrak.request', ${requestSetting(request)}, true)`;
    // Nobody gives an operator at the command line the right, and nobody takes it.
    if (userId) {
      await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true), set_config('request.jwt.claim.sub', ${userId}, true)`;
      await sql`select private.require_import_right(${organizationId}, ${apiToken?.id ?? null})`;
    }
    const [kept] = await sql<{ id: string }[]>`
      insert into public.import_files (organization_id, file_name, byte_size, sha256, storage_key, uploaded_by)
      values (${organizationId}, ${upload.fileName}, ${file.byteSize}, ${file.sha256}, ${file.storageKey}, ${userId})
      returning id`;
    const [job] = await sql<{ id: string }[]>`
      insert into public.import_jobs (organization_id, file_id, type, source, mode, repeat_policy, auto_confirm, created_by, api_token_id)
      select ${organizationId}, ${kept!.id}, ${upload.kind ?? null}, ${upload.source}, ${upload.mode ?? "incremental"},
        coalesce((select m.repeat_policy from public.import_mappings m
          where m.organization_id = ${organizationId} and m.type = 'quantity_surveys'), 'fault'), ${upload.autoConfirm ?? false}, ${userId}, ${apiToken?.id ?? null}
      returning id`;
    await sql`select private.audit(${organizationId}, 'import.uploaded', 'import', ${job!.id}, null,
      ${sql.json({ file: upload.fileName, bytes: file.byteSize, sha256: file.sha256, source: upload.source, ...(apiToken && { api_token: apiToken }) })}, ${userId})`;
    return job!.id;
  });
  return importId;
}

/** A name to show: without folders, control characters and reversed writing, at most 255 characters. */
function displayName(fileName: string): string {
  const name = fileName
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, "")
    .trim()
    .toWellFormed();
  return name.slice(-255) || "export";
}
