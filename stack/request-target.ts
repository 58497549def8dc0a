// Under which address the web server answers, and from whose pages it takes what changes something.
import type { IncomingMessage } from "node:http";
import { isOnThisMachine } from "../src/libs/own-machine";

/** An answer that needs none of the application. */
export interface EarlyAnswer {
  status: number;
  /** For whoever reads it. */
  sentence: string;
  location?: string;
}

/** What a page answers to; route handlers, below /api, say themselves. */
const methodsOfPages = new Set(["GET", "HEAD", "POST"]);
/** Other spellings of this machine's own name, under which somebody may open an installation that has none yet. */
const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/**
 * Judges where a request is addressed to and where it comes from, by whole origins: scheme, host and port.
 * @param siteUrl where people open AESTrak
 * @param behindProxy whether a reverse proxy of ours stands in front, which may name the host in a header of its own
 * @returns null for a request that the application may see
 */
export function judgeTarget(
  request: Pick<IncomingMessage, "headers" | "method" | "url" | "socket">,
  siteUrl: string,
  behindProxy: boolean,
): EarlyAnswer | null {
  const site = new URL(siteUrl);
  const { headers, method = "GET" } = request;
  const url = request.url ?? "";
  if (!url.startsWith("/") || !URL.canParse(url, site.origin) || !isDecodable(url))
    return { status: 400, sentence: "This is no address of AESTrak." };
  // A second slash would begin the name of a host.
  if (/^\/[/\\]/.test(url)) return { status: 404, sentence: "There is no such page." };
  const forwarded = behindProxy
    ? headers["x-forwarded-host"]?.toString().split(",").at(-1)?.trim()
    : undefined;
  const host = (forwarded || headers.host || "").toLowerCase();
  const reads = method === "GET" || method === "HEAD";
  if (hostOf(site.protocol, host) !== site.host) {
    const isLocal = loopback.test(host) && isOnLoopback(request.socket.remoteAddress);
    if (isLocal && reads && /^\/api\/health\/?(?:\?|$)/.test(url)) return null;
    // A newcomer may type any name of the machine; the site's own is the one that cookies and links know.
    if (isLocal && reads && isOnThisMachine(siteUrl) && isSamePort(host, site))
      return { status: 307, sentence: "", location: site.origin + url };
    return {
      status: 421,
      sentence: `AESTrak is at ${site.origin}. To open it elsewhere, set AESTRAK_SITE_URL.`,
    };
  }
  // They would send back what a proxy of ours wrote into the request.
  if (method === "TRACE" || method === "TRACK") return { status: 405, sentence: "That is answered nowhere." };
  if (url.startsWith("/api/")) return null;
  if (!methodsOfPages.has(method)) return { status: 405, sentence: "Pages answer to GET and POST." };
  if (!reads && headers.origin !== site.origin)
    return { status: 403, sentence: "This request did not come from AESTrak's own pages." };
  return null;
}

/**
 * Whom a request comes from: the connection, or what our own reverse proxies wrote. Each appends whom it heard, so that
 * whatever stands further ahead is the client's word.
 * @param trustedProxies how many reverse proxies of ours stand in front
 */
export function senderOf(
  { headers, socket }: Pick<IncomingMessage, "headers" | "socket">,
  trustedProxies: number,
): string | undefined {
  const written = String(headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((hop) => hop.trim());
  const trusted = trustedProxies > 0 ? written.at(-trustedProxies) : undefined;
  return trusted || socket.remoteAddress;
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split("?", 1)[0]!);
    return true;
  } catch {
    return false;
  }
}

/** The host as an address of this scheme spells it: without the port that is meant anyway. */
function hostOf(protocol: string, host: string): string | null {
  return /^[\w.[\]:-]+$/.test(host) ? (URL.parse(`${protocol}//${host}`)?.host ?? null) : null;
}

const isSamePort = (host: string, site: URL) => URL.parse(`${site.protocol}//${host}`)?.port === site.port;

const isOnLoopback = (address = "") => /^(?:::ffff:)?127\.|^::1$/.test(address);
