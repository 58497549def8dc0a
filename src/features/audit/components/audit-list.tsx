import Link from "next/link";
import { DateText } from "@/components/date-text";
import { changesOf } from "@/features/audit/lib/changes";
import type { AuditEntry, Names } from "@/features/audit/lib/entry";
import { actorOf, inWords, predicateOf } from "@/features/audit/lib/sentences";
import { paths } from "@/libs/paths";

type AuditListProps = {
  entries: readonly AuditEntry[];
  names: Names;
  /** BCP 47 and IANA, of the organization. */
  manner: { locale: string; timeZone: string; currency: string };
};

/** Entries of the audit log as sentences, each with what it changed. */
export function AuditList({ entries, names, manner }: AuditListProps) {
  return (
    <ol className="divide-y">
      {entries.map((entry) => (
        <li key={entry.number} className="grid gap-x-6 gap-y-1 px-4 py-3 sm:px-5 sm:grid-cols-[11rem_1fr]">
          <DateText
            value={entry.createdAt}
            withTime
            timeZone={manner.timeZone}
            className="text-[0.8125rem] leading-5 text-muted-foreground tabular-nums"
          />
          <div className="grid min-w-0 gap-1.5">
            <p className="wrap-anywhere">
              <span className="font-medium">{actorOf(entry, names)}</span> {predicateOf(entry, names)}
            </p>
            <ChangeList entry={entry} manner={manner} />
            <p className="flex flex-wrap gap-x-3 gap-y-1 text-[0.8125rem] text-muted-foreground">
              <span>No. {entry.number}</span>
              {entry.ipAddress ? (
                <span title={entry.userAgent ?? undefined}>from {entry.ipAddress.replace(/\/\d+$/, "")}</span>
              ) : null}
              <EntityLinks entry={entry} />
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function ChangeList({ entry, manner }: { entry: AuditEntry; manner: AuditListProps["manner"] }) {
  const changes = changesOf(entry, manner);
  if (changes.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-[0.8125rem]">
      {changes.map(({ label, before, after }) => (
        <div key={label} className="min-w-0">
          <dt className="inline text-muted-foreground">{label} </dt>
          <dd className="inline wrap-anywhere">
            {/* What is gone as a whole needs no arrows to nothing. */}
            {entry.after === null ? before : null}
            {entry.after !== null && before !== null ? (
              <>
                <span className="sr-only">before </span>
                {before} <span aria-hidden>→</span> <span className="sr-only">after </span>
              </>
            ) : null}
            {entry.after === null ? null : (after ?? <span className="text-muted-foreground">nothing</span>)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const linkClasses = "rounded-sm text-link underline-offset-4 hover:underline";

function EntityLinks({ entry: { entityType, entityId } }: { entry: AuditEntry }) {
  if (entityId === null) return null;
  const page =
    entityType === "import"
      ? paths.importJob(entityId)
      : entityType === "alert"
        ? paths.alert(entityId)
        : null;
  return (
    <>
      {page ? (
        <Link href={page} className={linkClasses}>
          Open the {inWords(entityType)}
        </Link>
      ) : null}
      <Link href={paths.settings.audit({ entity: `${entityType}:${entityId}` })} className={linkClasses}>
        Story of this {inWords(entityType)}
      </Link>
    </>
  );
}
