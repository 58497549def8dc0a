// Which part of AESTrak may know which. Checked by stack/test/boundaries.ts, which also makes sure that
// the files were really read. The rules name no feature, so that a new one is guarded from its first file.

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two modules that need each other are one module, or hide a third.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "shared-knows-no-feature",
      comment: "libs, components and types serve every feature and know none, nor who runs them.",
      severity: "error",
      from: { path: "^src/(libs|components|types)/" },
      to: { path: "^src/(features|app|worker|cli)/" },
    },
    {
      name: "feature-knows-no-entrance",
      comment: "Pages, worker and command line compose features, never the other way round.",
      severity: "error",
      from: { path: "^src/features/" },
      to: { path: "^src/(app|worker|cli)/" },
    },
    {
      name: "feature-through-its-door",
      comment: "Of another feature, only its queries, actions and schema.",
      severity: "error",
      from: { path: "^src/features/([^/]+)/" },
      to: {
        path: "^src/features/([^/]+)/",
        pathNot: ["^src/features/$1/", "^src/features/[^/]+/(queries|actions|schema)\\.tsx?$"],
      },
    },
    {
      name: "src-knows-no-stack",
      comment:
        "The application runs on hosted services too: it knows neither the embedded ones nor the tests.",
      severity: "error",
      from: { path: "^src/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^(stack|tests|bench)/" },
    },
    {
      name: "owner-connection-is-for-jobs",
      comment:
        "Row level security doesn't hold for the owner's connection: jobs, and the few places that check for themselves.",
      severity: "error",
      from: {
        path: "^src/",
        pathNot: [
          "^src/libs/access/",
          "^src/libs/(jobs|rate-limit|file-store)\\.ts$",
          "^src/features/[^/]+/(jobs|receive)\\.ts$",
          "^src/features/[^/]+/(jobs|pipeline)/",
          "^src/(worker|cli)/",
          // Asks whether the database answers, and nothing of any organization.
          "^src/features/health/queries\\.ts$",
        ],
      },
      to: { path: "^src/libs/database\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "runs-without-development-packages",
      comment: "npm ci --omit=dev && npm start has to work: what runs, builds or migrates is a dependency.",
      severity: "error",
      from: {
        path: "^(src|stack)/",
        pathNot: [
          "\\.test\\.tsx?$",
          "/test-support\\.ts$",
          "^stack/samples/reread\\.ts$",
          "^stack/(test|generate)/",
        ],
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-unresolved",
      comment: "An import that leads nowhere would hide what it breaks.",
      severity: "error",
      from: { path: "^(src|stack|tests|bench)/" },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // TypeScript 7 has no API that dependency-cruiser could use.
    parser: "swc",
    tsPreCompilationDeps: true,
  },
};
