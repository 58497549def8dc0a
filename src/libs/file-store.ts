import "server-only";
import { createClient } from "@supabase/supabase-js";
import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { environment } from "@/libs/environment";

const bucket = "imports";

/** Clients' files are for AESTrak alone, also on a machine that others work on. */
const ownerOnly = { recursive: true, mode: 0o700 } as const;

/** A kept file, readable at `path` until `release` is called. */
export interface OpenedFile {
  path: string;
  release(): Promise<void>;
}

/** A path for a file that is being received; on the same disk as the store where that is local. */
export async function temporaryPath(): Promise<string> {
  const folder = join(environment().AESTRAK_FILE_DIRECTORY ?? tmpdir(), "incoming");
  await mkdir(folder, ownerOnly);
  return join(folder, randomUUID());
}

/**
 * Takes a file over into the store under `key` (slashes make folders): the local folder of the setting
 * AESTRAK_FILE_DIRECTORY, or else the private bucket of Supabase Storage. The file at `path` is gone afterwards.
 */
export async function storeFile(path: string, key: string): Promise<void> {
  const folder = environment().AESTRAK_FILE_DIRECTORY;
  if (folder) {
    const target = localPath(folder, key);
    await mkdir(dirname(target), ownerOnly);
    await rename(path, target);
    return;
  }
  const { error } = await storage().upload(key, await openAsBlob(path), { upsert: false });
  await rm(path, { force: true });
  if (error)
    throw new Error(`Supabase Storage did not take the file ${key}: ${error.message}`, { cause: error });
}

/** Opens a kept file. @throws when the store doesn't have it */
export async function openStoredFile(key: string): Promise<OpenedFile> {
  const folder = environment().AESTRAK_FILE_DIRECTORY;
  if (folder) return { path: localPath(folder, key), release: async () => {} };
  const { data, error } = await storage().download(key);
  if (error)
    throw new Error(`Supabase Storage did not give the file ${key}: ${error.message}`, { cause: error });
  const path = await temporaryPath();
  await writeFile(path, data.stream());
  return { path, release: () => rm(path, { force: true }) };
}

/** Writes and removes a small file, for the health check. @throws when the store can't be written */
export async function probeFileStore(): Promise<void> {
  const path = await temporaryPath();
  const key = `health/${randomUUID()}`;
  await writeFile(path, "probe");
  await storeFile(path, key);
  await removeStoredFile(key);
}

/** Removes a kept file; one that isn't there is none to remove. */
export async function removeStoredFile(key: string): Promise<void> {
  const folder = environment().AESTRAK_FILE_DIRECTORY;
  if (folder) await rm(localPath(folder, key), { force: true });
  else await storage().remove([key]);
}

function localPath(folder: string, key: string): string {
  if (!/^[\w-]+(\/[\w-]+)*$/.test(key)) throw new Error(`Not a key of the file store: ${key}`);
  return join(folder, key);
}

function storage() {
  const env = environment();
  // The service key, because the bucket is closed to everybody: rights are checked before the store is asked.
  return createClient(env.NEXT_PUBLIC_SUPABASE_URL, env.SUPABASE_SERVICE_ROLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false },
  }).storage.from(bucket);
}
