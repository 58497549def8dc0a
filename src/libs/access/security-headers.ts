// What our answers tell browsers to refuse. next.config.ts sends what holds for every answer, proxy.ts the policy of a
// page, whose scripts carry that request's nonce. Browsers enforce both, so what stands here first forbids nothing that
// the page's policy allows.

/** The request header by which proxy.ts hands the layout the nonce of the page. */
export const nonceHeader = "x-nonce";

/** For every answer, also where proxy.ts does not run. */
export const securityHeaders: Record<string, string> = {
  "Content-Security-Policy": "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": [
    // Passkeys, for our own pages and for nobody who would frame them.
    "publickey-credentials-create=(self)",
    "publickey-credentials-get=(self)",
    ...[
      "accelerometer",
      "camera",
      "display-capture",
      "geolocation",
      "gyroscope",
      "magnetometer",
      "microphone",
      "midi",
      "payment",
      "screen-wake-lock",
      "serial",
      "usb",
      "xr-spatial-tracking",
    ].map((feature) => `${feature}=()`),
  ].join(", "),
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "X-Permitted-Cross-Domain-Policies": "none",
};

/** For route handlers, which answer with data and never with a page. */
export const dataSecurityPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Two years, in seconds. */
const strictTransport = "max-age=63072000; includeSubDomains";

/**
 * @param siteUrl where people open AESTrak
 * @returns what keeps browsers on https, where that is how AESTrak is opened
 */
export function transportHeaders(siteUrl: string | undefined): Record<string, string> {
  return siteUrl?.startsWith("https:") ? { "Strict-Transport-Security": strictTransport } : {};
}

/**
 * The policy of one page.
 * @param nonce unguessable and used once: 128 random bits in base64
 * @param options development: allows what React's and Next's development builds do; https: how the page is opened
 */
export function pageSecurityPolicy(nonce: string, options: { development: boolean; https: boolean }): string {
  return [
    "default-src 'self'",
    // Browsers that know 'strict-dynamic' trust our scripts and what those load, and no address.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${options.development ? " 'unsafe-eval'" : ""}`,
    // Radix and sonner write style elements and attributes; bars set their width by one.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    ...(options.https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
