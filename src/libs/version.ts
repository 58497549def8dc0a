import packageFile from "../../package.json" with { type: "json" };

/** The version of AESTrak that runs. */
export const version: string = packageFile.version;
