import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Person } from "@/features/organizations/queries";

/** @param me the reader's user id, marked in the list */
export function PeopleTable({ people, me }: { people: readonly Person[]; me: string }) {
  return (
    <Table label="People of this organization">
      <TableHeader>
        <TableRow>
          <TableHead>Person</TableHead>
          <TableHead>Role</TableHead>
          <TableHead>Status</TableHead>
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
            </TableCell>
            <TableCell>
              <Badge variant={person.status === "active" ? "success" : "outline"}>
                {person.status === "active" ? "Active" : "Deactivated"}
              </Badge>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
