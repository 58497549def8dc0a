import { KeyRound, Smartphone } from "lucide-react";
import { ConfirmAction } from "@/components/confirm-action";
import { DateText } from "@/components/date-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SecondFactorRow } from "@/features/auth/queries";
import { removeSecondFactor } from "@/features/auth/second-factor-actions";
import type { ActionState } from "@/libs/access/action";

const askForPassword = ({ fieldErrors }: ActionState) => (
  <Field label="Present password" error={fieldErrors?.["currentPassword"]}>
    <Input name="currentPassword" type="password" autoComplete="current-password" required />
  </Field>
);

type SecondFactorListProps = {
  factors: readonly SecondFactorRow[];
  mayChange: boolean;
  /** IANA; in which days are shown. */
  timeZone: string;
};

/** Somebody's passkeys and authenticator apps, each with its end. */
export function SecondFactorList({ factors, mayChange, timeZone }: SecondFactorListProps) {
  return (
    <ul aria-label="Second factors" className="divide-y">
      {factors.map(({ id, kind, name, createdAt, lastUsedAt }) => {
        const Icon = kind === "passkey" ? KeyRound : Smartphone;
        return (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0"
          >
            <div className="min-w-0">
              <p className="flex items-center gap-2 font-medium wrap-anywhere">
                <Icon aria-hidden className="size-4 shrink-0" />
                {name}
              </p>
              <p className="text-muted-foreground">
                {kind === "passkey" ? "Passkey" : "Authenticator app"}, set up{" "}
                <DateText value={createdAt} timeZone={timeZone} />
                {lastUsedAt ? (
                  <>
                    , last used <DateText value={lastUsedAt} withTime timeZone={timeZone} />
                  </>
                ) : (
                  ", not used since"
                )}
              </p>
            </div>
            {mayChange ? (
              <ConfirmAction
                action={removeSecondFactor}
                fields={{ factorId: id }}
                ask={askForPassword}
                size="sm"
                label={
                  <>
                    Remove<span className="sr-only"> {name}</span>
                  </>
                }
                title={`Remove ${name}?`}
                description={
                  factors.length === 1
                    ? "It is your only one: your password alone logs in from then on, and the recovery codes stop working."
                    : "Logging in asks for one of the others from then on."
                }
                confirm="Remove"
                pending="Removing"
                cancel="Keep it"
              />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
