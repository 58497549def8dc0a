import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { DependentOrganization } from "@/features/account/queries";
import { paths } from "@/libs/paths";

/** Why an account can't be deleted yet, and what to do first. */
export function NeededAdmin({ organizations }: { organizations: readonly DependentOrganization[] }) {
  return (
    <div className="grid gap-4">
      <Alert tone="warning" title="You are the last active admin">
        An organization keeps at least one. Make somebody else an admin first:
      </Alert>
      <ul className="grid list-disc gap-2 pl-5">
        {organizations.map(({ id, name, otherPeople }) => (
          <li key={id}>
            <span className="font-medium wrap-anywhere">{name}</span>:{" "}
            {otherPeople > 0
              ? `choose one of its ${otherPeople === 1 ? "other person" : `${otherPeople} other people`} under Settings, People, and make them an admin.`
              : "you are alone in it. Invite somebody as an admin under Settings, People; once they have accepted, you can go."}
          </li>
        ))}
      </ul>
      <Button variant="outline" asChild>
        <Link href={paths.settings.people}>To the people of the organization shown</Link>
      </Button>
    </div>
  );
}
