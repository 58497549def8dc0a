/** In the order in which they must be looked for: most browsers also name the ones whose pages they can show. */
const browsers: readonly [name: string, mark: RegExp][] = [
  ["Edge", /\b(?:Edg|EdgA|EdgiOS)\/(\d+)/],
  ["Opera", /\b(?:OPR|OPiOS)\/(\d+)/],
  ["Samsung Internet", /\bSamsungBrowser\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//],
];

const systems: readonly [name: string, mark: RegExp][] = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["macOS", /\bMac OS X\b|\bMacintosh\b/],
  ["Linux", /\bLinux\b|\bX11\b/],
];

/**
 * A browser and where it runs, in words: "Firefox 131 on Windows".
 * @param userAgent as the browser names itself, so anything at all
 */
export function deviceOf(userAgent: string | null): string {
  const text = userAgent ?? "";
  const system = systems.find(([, mark]) => mark.test(text))?.[0];
  for (const [name, mark] of browsers) {
    const version = mark.exec(text)?.[1];
    if (version) return system ? `${name} ${version} on ${system}` : `${name} ${version}`;
  }
  return system ? `A browser on ${system}` : "An unknown device";
}
