/**
 * Logs in through the form of the login page, as a browser without scripts does.
 * @returns the cookies of the session, as a request carries them
 * @throws when the server lets nobody in
 */
export async function logIn(siteUrl: string, email: string, password: string): Promise<string> {
  const address = `${siteUrl}/login`;
  const jar = new Map<string, string>();
  const keep = (answer: Response) => {
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name) jar.set(name, value ?? "");
    }
  };
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  const page = await fetch(address);
  keep(page);
  const [form] = /<form[^>]*method="post".*?<\/form>/is.exec(await page.text()) ?? [];
  if (!form) throw new Error("The login page has no form.");
  const fields = new FormData();
  for (const [hidden] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/gi)) {
    fields.set(attribute(hidden, "name"), attribute(hidden, "value"));
  }
  fields.set("email", email);
  fields.set("password", password);
  const headers = { cookie: cookies(), origin: siteUrl };
  const answer = await fetch(address, { method: "POST", body: fields, headers, redirect: "manual" });
  keep(answer);
  const said = await answer.text();
  if (answer.status !== 303) throw new Error(`The login answered ${answer.status}: ${said.slice(0, 2_000)}`);
  return cookies();
}

function attribute(tag: string, name: string): string {
  const [, value = ""] = new RegExp(`\\b${name}="([^"]*)"`).exec(tag) ?? [];
  return value.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
