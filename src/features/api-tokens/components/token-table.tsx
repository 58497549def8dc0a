import { DateText } from "@/components/date-text";
import { RelativeTime } from "@/components/relative-time";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ApiTokenRow } from "@/features/api-tokens/queries";
import { scopeChoices } from "@/features/api-tokens/schema";
import { RevokeToken } from "./revoke-token";

const stoppedWords = { expired: "Expired", "maker left": "Stopped: its maker is no admin now" } as const;

type TokenTableProps = {
  tokens: readonly ApiTokenRow[];
  /** IANA; of the organization. */
  timeZone: string;
  /** From which "2 hours ago" counts. */
  now: Date;
};

/** The tokens that nobody revoked, each with its button. */
export function TokenTable({ tokens, timeZone, now }: TokenTableProps) {
  return (
    <Table label="API tokens">
      <TableHeader>
        <TableRow>
          <TableHead>Token</TableHead>
          <TableHead>May</TableHead>
          <TableHead>Made by</TableHead>
          <TableHead>Last used</TableHead>
          <TableHead>Expires</TableHead>
          <TableHead>
            <span className="sr-only">Revoke</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {tokens.map((token) => (
          <TableRow key={token.id}>
            <TableCell className="min-w-44">
              <span className="block font-medium wrap-anywhere">{token.name}</span>
              <code className="block font-mono text-[0.8125rem] text-muted-foreground">{token.prefix}…</code>
              {token.stopped ? <Badge variant="error">{stoppedWords[token.stopped]}</Badge> : null}
            </TableCell>
            <TableCell className="whitespace-nowrap">
              {scopeChoices
                .filter(({ scope }) => token.scopes.includes(scope))
                .map(({ scope, label }) => (
                  <span key={scope} className="block">
                    {label}
                  </span>
                ))}
            </TableCell>
            <TableCell className="min-w-32">
              <span className="block wrap-anywhere">{token.createdBy}</span>
              <DateText
                value={token.createdAt}
                timeZone={timeZone}
                className="block text-[0.8125rem] text-muted-foreground"
              />
            </TableCell>
            <TableCell className="whitespace-nowrap">
              {token.lastUsedAt ? <RelativeTime value={token.lastUsedAt} now={now} /> : "Never"}
            </TableCell>
            <TableCell className="whitespace-nowrap">
              {token.expiresAt ? <DateText value={token.expiresAt} timeZone={timeZone} /> : "Never"}
            </TableCell>
            <TableCell align="right">
              <RevokeToken tokenId={token.id} name={token.name} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
