import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: { alias: { "@": at("./src"), "server-only": at("./stack/server-only.ts") } },
  test: {
    // What is logged while a test makes things fail would only hide what it says itself.
    env: { LOG_LEVEL: process.env["LOG_LEVEL"] ?? "silent" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "stack/**/*.test.ts", "tests/{access,boundaries}/**/*.test.ts"],
          // Patience for a busy machine; nothing asserts how long something takes.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: ["tests/database/**/*.test.ts"],
          globalSetup: ["tests/database/global-setup.ts"],
          hookTimeout: 120_000,
          testTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "stack",
          include: ["tests/stack/**/*.test.ts"],
          hookTimeout: 180_000,
          testTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
