/**
 * What was typed into a form that could not be sent, kept for this tab until it was: so that it is there again after
 * logging in. Only for the person who typed it, and never what is secret.
 */
interface Draft {
  person: string;
  values: Record<string, string>;
}

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The fields that somebody fills in, but those for passwords, codes and files. */
function typedFields(form: HTMLFormElement): Typed[] {
  return [...form.elements].filter(
    (field): field is Typed =>
      (field instanceof HTMLInputElement ||
        field instanceof HTMLTextAreaElement ||
        field instanceof HTMLSelectElement) &&
      field.name !== "" &&
      !/^(?:hidden|password|file|submit)$/.test(field.type) &&
      !/password|code|token/i.test(field.name) &&
      !("readOnly" in field && field.readOnly),
  );
}

/** A form is known by its page, its fields, and the row that it is about. */
function keyOf(form: HTMLFormElement): string {
  const rows = [...form.elements].filter(
    (field): field is HTMLInputElement =>
      field instanceof HTMLInputElement && field.type === "hidden" && field.name.endsWith("Id"),
  );
  const parts = [
    ...rows.map(({ name, value }) => `${name}=${value}`),
    ...typedFields(form).map(({ name }) => name),
  ];
  return `draft:${location.pathname}:${parts.join(",")}`;
}

const personOn = () => document.querySelector<HTMLElement>("[data-person]")?.dataset["person"];

const isChecked = (field: Typed): field is HTMLInputElement => /^(?:checkbox|radio)$/.test(field.type);

export function keepDraft(form: HTMLFormElement): void {
  const person = personOn();
  const fields = typedFields(form);
  if (!person || fields.length === 0) return;
  const values = Object.fromEntries(
    fields
      .filter((field) => !isChecked(field) || field.checked)
      .map((field) => [isChecked(field) ? `${field.name}=${field.value}` : field.name, field.value]),
  );
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify({ person, values } satisfies Draft));
  } catch {
    // Storage may be full or forbidden; the text still stands in the page.
  }
}

export function dropDraft(form: HTMLFormElement): void {
  sessionStorage.removeItem(keyOf(form));
}

/** Writes a kept draft back into its form, and unfolds what hides it. @returns whether there was one */
export function restoreDraft(form: HTMLFormElement): boolean {
  const kept = sessionStorage.getItem(keyOf(form));
  if (kept === null) return false;
  const { person, values } = JSON.parse(kept) as Draft;
  if (person !== personOn()) return false;
  for (const field of typedFields(form)) {
    if (isChecked(field)) {
      if (field.checked !== `${field.name}=${field.value}` in values) field.click();
    } else {
      write(field, values[field.name] ?? "");
    }
  }
  for (let box = form.closest("details"); box; box = box.parentElement?.closest("details") ?? null)
    box.open = true;
  return true;
}

/** As if typed: React looks at what its own setter was told. */
function write(field: Typed, value: string): void {
  const prototype = Object.getPrototypeOf(field) as object;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
}
