import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";

import "@/app/globals.css";
import { LevelIcons } from "@/components/level-badge";
import { Toaster } from "@/components/ui/toaster";
import { nonceHeader } from "@/libs/access/security-headers";

export const metadata: Metadata = {
  title: { default: "AESTrak", template: "%s · AESTrak" },
  description: "Keeps spent against authorised per purchase order, and warns before one runs out.",
  applicationName: "AESTrak",
  // Order and transaction numbers look like telephone numbers to iOS.
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#0c1018" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Asking for it also keeps every page from being built ahead of its request, when it could carry no nonce.
  const nonce = (await headers()).get(nonceHeader) ?? undefined;
  return (
    // The theme's class is set before React starts, so the server's <html> differs from the browser's.
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body className="font-sans">
        <ThemeProvider
          attribute="class"
          defaultTheme="system"
          enableSystem
          disableTransitionOnChange
          nonce={nonce}
        >
          <LevelIcons />
          <NuqsAdapter>{children}</NuqsAdapter>
          <Toaster />
        </ThemeProvider>
      </body>
    </html>
  );
}
