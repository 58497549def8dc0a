import "server-only";
import { createClient } from "@supabase/supabase-js";
import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { access, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Refusal } from "@/libs/access/refusals";
import { environment } from "@/libs/environment";

const bucket = "imports";
/** How many files the bucket lists or removes at once. */
const pageOfBucket = 1_000;

/** Clients' files are for AESTrak alone, also on a machine that others work on. */
const ownerOnly = { recursive: true, mode: 0o700 } as const;

/** A kept file, readable at `path` until `release` is called. */
export interface OpenedFile {
  path: string;
  release(): Promise<void>;
}

/** A file as a folder of the store lists it. */
interface ListedFile {
  key: string;
  /** When it was last written. */
  writtenAt: Date;
}

/** The store doesn't have a file that it was given: it was removed by hand, or lost. */
export class FileMissing extends Refusal {
  override name = "FileMissing";
  override readonly status = 404;

  constructor() {
    super("The uploaded file is no longer there. Upload it again, or tell your operator.");
  }
}

const temporaryFolder = () => join(environment().AESTRAK_FILE_DIRECTORY ?? tmpdir(), "incoming");

/** A path for a file that is being received; on the same disk as the store where that is local. */
export async function temporaryPath(): Promise<string> {
  await mkdir(temporaryFolder(), ownerOnly);
  return join(temporaryFolder(), randomUUID());
}

/**
 * Removes what interrupted uploads left behind: temporary files that nothing was written to since then. One that is
 * still being received is written to all the time.
 * @returns how many
 */
export async function removeTemporaryFiles(writtenBefore: Date): Promise<number> {
  const old = (await filesIn(temporaryFolder(), "incoming")).filter(
    ({ writtenAt }) => writtenAt < writtenBefore,
  );
  for (const { key } of old) await rm(join(temporaryFolder(), basename(key)), { force: true });
  return old.length;
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

/** Opens a kept file. @throws FileMissing when the store doesn't have it */
export async function openStoredFile(key: string): Promise<OpenedFile> {
  const folder = environment().AESTRAK_FILE_DIRECTORY;
  if (folder) {
    const path = localPath(folder, key);
    await access(path).catch((error: unknown) => {
      throw isAbsent(error) ? new FileMissing() : error;
    });
    return { path, release: async () => {} };
  }
  const { data, error } = await storage().download(key);
  if (error && (error as { status?: number }).status === 404) throw new FileMissing();
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
  await removeStoredFiles([key]);
}

/** The kept files of a folder of the store, which is named as the keys in it begin. */
export async function storedFilesIn(name: string): Promise<ListedFile[]> {
  const folder = environment().AESTRAK_FILE_DIRECTORY;
  if (folder) return filesIn(localPath(folder, name), name);
  const files: ListedFile[] = [];
  for (;;) {
    const { data, error } = await storage().list(name, { limit: pageOfBucket, offset: files.length });
    if (error) throw new Error(`Supabase Storage did not list ${name}: ${error.message}`, { cause: error });
    files.push(
      ...data.map((file) => ({
        key: `${name}/${file.name}`,
        // A folder has no time; whatever it is, it is none of ours to remove.
        writtenAt: new Date(file.updated_at ?? file.created_at ?? Date.now()),
      })),
    );
    if (data.length < pageOfBucket) return files;
  }
}

/** Removes kept files; those that the store doesn't have are passed over. */
export async function removeStoredFiles(keys: readonly string[]): Promise<void> {
  const folder = environment().AESTRAK_FILE_DIRECTORY;
  if (folder) {
    for (const key of keys) await rm(localPath(folder, key), { force: true });
    return;
  }
  for (let at = 0; at < keys.length; at += pageOfBucket) {
    const { error } = await storage().remove(keys.slice(at, at + pageOfBucket));
    if (error) throw new Error(`Supabase Storage did not remove files: ${error.message}`, { cause: error });
  }
}

async function filesIn(folder: string, name: string): Promise<ListedFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  const files: ListedFile[] = [];
  for (const entry of entries) {
    // It may be gone by now: another worker sweeps too, and an upload that arrived moves on.
    const found = entry.isFile() && (await stat(join(folder, entry.name)).catch(() => null));
    if (found) files.push({ key: `${name}/${entry.name}`, writtenAt: found.mtime });
  }
  return files;
}

const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === "ENOENT";

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
