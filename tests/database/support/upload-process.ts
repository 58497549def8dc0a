// A process that uploads and is killed in the midst of it, as a web server is: told in its environment by whom, and
// whether the body ever ends.
import { receiveImport } from "../../../src/features/imports/receive";

async function* body() {
  yield Buffer.from("the beginning of a file");
  if (process.env["ENDS"] !== "yes") await new Promise(() => setInterval(() => {}, 1_000));
}

await receiveImport({
  organizationId: process.env["ORGANIZATION"]!,
  userId: null,
  request: { ip: null, userAgent: null, requestId: "test" },
  fileName: "export.csv",
  content: body(),
  source: "browser",
});
