import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Asks for the six digits of an authenticator app; posts them as `code`. */
export function CodeField({ error }: { error?: readonly string[] | undefined }) {
  return (
    <Field label="Code" hint="Six digits, from your authenticator app." error={error ?? null}>
      <Input
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={12}
        className="max-w-40 tabular-nums"
      />
    </Field>
  );
}
