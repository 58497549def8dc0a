import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Asks for a password that is to be used from now on; posts it as `newPassword`. */
export function NewPasswordField({ label, error }: { label: string; error?: readonly string[] | undefined }) {
  return (
    <Field
      label={label}
      hint="At least 10 characters. A few words that you can remember beat one with odd signs."
      error={error ?? null}
    >
      <Input name="newPassword" type="password" autoComplete="new-password" required minLength={10} />
    </Field>
  );
}
