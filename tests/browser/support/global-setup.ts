import { removeDataDirectory, startInstallation, temporaryDataDirectory } from "../../installation/start";

/** One installation for the whole run. The tests' processes learn of it through their environment. */
export default async function setup(): Promise<() => Promise<void>> {
  const directory = temporaryDataDirectory();
  const { stop, program: _program, ...installation } = await startInstallation(directory);
  process.env["AESTRAK_TEST_INSTALLATION"] = JSON.stringify(installation);
  return async () => {
    await stop();
    removeDataDirectory(directory);
  };
}
