// npm run check:build: that the application builds. Keeps the build, so that tests and the first start need not repeat it.
import { ensureBuilt } from "../build";

await ensureBuilt((step) => console.log(step));
console.log("The web application is built.");
