import { DateText } from "@/components/date-text";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Person } from "@/features/organizations/queries";
import { PersonMenu } from "./person-menu";

type PeopleTableProps = {
  people: readonly Person[];
  /** The reader's user id: marked, and without a menu, so that nobody shuts themselves out by a slip. */
  me: string;
  canChange: boolean;
  timeZone: string;
};

/** Everybody who belongs to the organization. */
export function PeopleTable({ people, me, canChange, timeZone }: PeopleTableProps) {
  return (
    <Table label="People of this organization">
      <TableHeader>
        <TableRow>
          <TableHead>Person</TableHead>
          <TableHead>Role</TableHead>
          <TableHead className="max-sm:hidden">Status</TableHead>
          <TableHead className="max-sm:hidden">Since</TableHead>
          {canChange ? <TableHead className="max-sm:hidden">Second factor</TableHead> : null}
          {canChange ? (
            <TableHead>
              <span className="sr-only">Change</span>
            </TableHead>
          ) : null}
        </TableRow>
      </TableHeader>
      <TableBody>
        {people.map((person) => (
          <TableRow key={person.userId}>
            <TableCell>
              <span className="block font-medium wrap-anywhere">
                {person.fullName || person.email}
                {person.userId === me ? (
                  <span className="font-normal text-muted-foreground"> (you)</span>
                ) : null}
              </span>
              {person.fullName ? (
                <span className="block text-[0.8125rem] wrap-anywhere text-muted-foreground">
                  {person.email}
                </span>
              ) : null}
            </TableCell>
            <TableCell>
              <Badge variant={person.role === "admin" ? "info" : "neutral"}>
                {person.role === "admin" ? "Admin" : "Member"}
              </Badge>
              {person.status === "deactivated" ? (
                <Badge variant="outline" className="mt-1 sm:hidden">
                  Deactivated
                </Badge>
              ) : null}
            </TableCell>
            <TableCell className="max-sm:hidden">
              <Badge variant={person.status === "active" ? "success" : "outline"}>
                {person.status === "active" ? "Active" : "Deactivated"}
              </Badge>
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
              <DateText value={person.joinedAt} timeZone={timeZone} />
            </TableCell>
            {canChange ? (
              <TableCell className="max-sm:hidden">
                <Badge variant={person.hasSecondFactor ? "success" : "outline"}>
                  {person.hasSecondFactor ? "Set up" : "None"}
                </Badge>
              </TableCell>
            ) : null}
            {canChange ? (
              <TableCell className="w-10 text-right">
                {person.userId === me ? null : <PersonMenu person={person} />}
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
