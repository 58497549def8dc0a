import type { NextConfig } from "next";
import { dataSecurityPolicy, securityHeaders, transportHeaders } from "./src/libs/access/security-headers";

const listed = (headers: Record<string, string>) =>
  Object.entries(headers).map(([key, value]) => ({ key, value }));

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
  // Here and not in a page: a page under a skeleton has begun to answer before it could redirect.
  redirects: async () => [{ source: "/settings", destination: "/settings/profile", permanent: false }],
  headers: async () => [
    {
      source: "/:path*",
      // The settings of the build; our own web server goes by those that it is started with.
      headers: listed({ ...securityHeaders, ...transportHeaders(process.env.AESTRAK_SITE_URL) }),
    },
    { source: "/api/:path*", headers: listed({ "Content-Security-Policy": dataSecurityPolicy }) },
  ],
};

export default config;
