import { Alert } from "@/components/ui/alert";
import type { FormAction } from "@/libs/access/action";
import { takeFocus } from "./take-focus";

/** Shows recovery codes, which nothing shows again. @param codes one a line */
export function RecoveryCodes({ codes }: { codes: string }) {
  return (
    <div key={codes} ref={takeFocus} tabIndex={-1} className="rounded-lg outline-none">
      <Alert tone="success" role="status" title="Keep these recovery codes">
        <p>
          Each stands in once for passkeys and apps that you have lost, which it removes. They are shown only
          now: print them, or put them where you keep your passwords.
        </p>
        <ul
          aria-label="Recovery codes"
          className="mt-2 grid grid-cols-1 gap-x-6 gap-y-1 font-mono sm:w-fit sm:grid-cols-2"
        >
          {codes.split("\n").map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </Alert>
    </div>
  );
}

/**
 * The same action, which hands on the recovery codes that it shows: two forms of one page make them, and only the
 * newest work.
 */
export function handingOnCodes(action: FormAction, take: (codes: string) => void): FormAction {
  return async (previous, form) => {
    const state = await action(previous, form);
    const codes = state.shown?.["codes"];
    if (codes) take(codes);
    return state;
  };
}
