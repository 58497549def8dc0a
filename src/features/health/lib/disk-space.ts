import { statfs } from "node:fs/promises";
import { environment } from "@/libs/environment";
import { Fault } from "./fault-words";

/** @throws Fault where a folder that AESTrak keeps data in has less free space than the setting AESTRAK_MIN_FREE_MB asks for */
export async function checkDiskSpace(): Promise<void> {
  const env = environment();
  const folders = {
    "for uploaded files": env.AESTRAK_FILE_DIRECTORY,
    "for the database": env.AESTRAK_DATABASE_DIRECTORY,
  };
  const short: string[] = [];
  for (const [name, folder] of Object.entries(folders)) {
    if (!folder) continue;
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < env.AESTRAK_MIN_FREE_MB * 1024 ** 2) short.push(name);
  }
  if (short.length > 0)
    throw new Fault(`less than ${env.AESTRAK_MIN_FREE_MB} MB free ${short.join(" and ")}`);
}
