import { Alert } from "@/components/ui/alert";

/** Shows recovery codes, which nothing shows again. @param codes one a line */
export function RecoveryCodes({ codes }: { codes: string }) {
  return (
    <Alert tone="success" role="status" title="Keep these recovery codes">
      <p>
        Each lets you in once without your app, which is removed by it. They are shown only now: print them,
        or put them where you keep your passwords.
      </p>
      <ul
        aria-label="Recovery codes"
        className="mt-2 grid grid-cols-1 gap-x-6 gap-y-1 font-mono sm:grid-cols-2"
      >
        {codes.split("\n").map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Alert>
  );
}
