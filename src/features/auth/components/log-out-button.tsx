import { SubmitButton } from "@/components/ui/submit-button";
import { logOut } from "@/features/auth/actions";

/** For pages outside the application's frame, whose menu would offer it. */
export function LogOutButton() {
  return (
    <form action={logOut}>
      <SubmitButton variant="link" size="inline" pendingText="Logging out">
        Log out
      </SubmitButton>
    </form>
  );
}
