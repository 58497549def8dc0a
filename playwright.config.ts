import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./stack/test/chromium";

const executablePath = findChromium();

export default defineConfig({
  testDir: "tests/browser",
  globalSetup: "./tests/browser/support/global-setup.ts",
  outputDir: "test-results",
  // One installation serves all of them, on machines with few cores.
  workers: 1,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    locale: "en-US",
    // A trace is for whoever looks at it, and costs every test a part of its time.
    trace: process.env["CI"] ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        // Chromium's sandbox refuses to run as root.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  projects: [{ name: "chromium" }],
});
