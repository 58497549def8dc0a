import type { NextConfig } from "next";

const config: NextConfig = {
  distDir: process.env.AESTRAK_DIST_DIR || ".next",
  reactStrictMode: true,
  // Checked by npm run check:types, with the rest of the tree; a first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  serverExternalPackages: ["postgres", "pg-boss", "pino", "nodemailer"],
  experimental: {
    serverActions: { bodySizeLimit: "1mb" },
  },
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
      ],
    },
  ],
};

export default config;
