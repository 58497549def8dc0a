import type { CaughtMessage } from "./mail-catcher";

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const shell = (title: string, body: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>
  :root { color-scheme: light dark; --line: light-dark(#e2e8f0, #334155); --soft: light-dark(#475569, #94a3b8); --blue: light-dark(#1d4ed8, #93c5fd) }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
  h1 { font-size: 1.25rem; margin: 0 } p { color: var(--soft); margin: .25rem 0 1.25rem } a { color: var(--blue) }
  ul { list-style: none; padding: 0; border: 1px solid var(--line); border-radius: .5rem }
  li + li { border-top: 1px solid var(--line) }
  li a { display: grid; gap: .1rem; padding: .75rem 1rem; text-decoration: none }
  small { color: var(--soft) }
  iframe { width: 100%; height: 40rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff }
</style></head><body>${body}</body></html>`;

/** The list of caught mail, newest first. */
export function inboxPage(messages: CaughtMessage[]): string {
  const rows = messages.map(
    (mail) => `<li><a href="/${mail.id}"><strong>${escape(mail.subject)}</strong>
      <small>to ${escape(mail.to.join(", "))} · ${escape(mail.receivedAt)}</small></a></li>`,
  );
  return shell(
    "Inbox · AESTrak",
    `<h1>Inbox</h1><p>Mail that AESTrak sent while no mail provider is configured. It reached nobody. Reload to see new mail.</p>
     ${rows.length > 0 ? `<ul>${rows.join("")}</ul>` : "<p>Nothing yet.</p>"}`,
  );
}

/** One mail. Its links open in this window's place; its scripts don't run. */
export function messagePage(mail: CaughtMessage): string {
  const content = mail.html || `<pre>${escape(mail.text)}</pre>`;
  return shell(
    `${mail.subject} · AESTrak inbox`,
    `<p><a href="/">← Inbox</a></p><h1>${escape(mail.subject)}</h1>
     <p>from ${escape(mail.from)} to ${escape(mail.to.join(", "))} · ${escape(mail.receivedAt)}</p>
     <iframe title="The mail" sandbox="allow-top-navigation-by-user-activation allow-popups"
       srcdoc="${escape(`<base target="_top">${content}`)}"></iframe>`,
  );
}
