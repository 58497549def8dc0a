import Link from "next/link";

import { Button } from "@/components/ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { paths } from "@/libs/paths";

const plans = [
  { name: "Essential", users: "3", includes: "Imports, standard alerts, Excel export" },
  {
    name: "Growth",
    users: "10",
    includes: "All of Essential, and analytics, alert recipients, saved views, forecasts",
  },
  {
    name: "Enterprise",
    users: "Unlimited",
    includes: "All of Growth, and audit export, enforced two-factor sign-in",
  },
] as const;

export function Plans() {
  return (
    <section>
      <div className="mx-auto max-w-6xl px-4 py-12 sm:px-6 sm:py-16">
        <h2 className="text-xl font-semibold tracking-tight sm:text-2xl">Plans</h2>
        <p className="mt-2 max-w-prose text-muted-foreground">
          Every plan counts in the same way and keeps the same record of changes. They differ in how many
          people work with it and in what surrounds the numbers.
        </p>
        <div className="mt-6 overflow-hidden rounded-xl border bg-card">
          <Table label="Plans">
            <TableHeader>
              <TableRow>
                <TableHead>Plan</TableHead>
                <TableHead>Users</TableHead>
                <TableHead>Includes</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {plans.map((plan) => (
                <TableRow key={plan.name}>
                  <TableCell className="py-3 font-semibold">{plan.name}</TableCell>
                  <TableCell className="py-3">{plan.users}</TableCell>
                  <TableCell className="py-3 text-muted-foreground">{plan.includes}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
        <Button className="mt-6" asChild>
          <Link href={paths.signup}>Sign up</Link>
        </Button>
      </div>
    </section>
  );
}
