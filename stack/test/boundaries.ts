// Checks the rules of .dependency-cruiser.mjs on this checkout: npm run boundaries.
import { projectDirectory } from "../migrations";
import { checkBoundaries } from "./module-graph";

const { examined, violations } = await checkBoundaries(projectDirectory);
for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`);
if (violations.length > 0) {
  console.error(`${violations.length} imports cross a boundary; .dependency-cruiser.mjs explains each rule.`);
  process.exitCode = 1;
} else {
  console.log(`${examined} modules keep the boundaries.`);
}
