import { Link } from "@react-email/components";
import { styles } from "@/components/mail/appearance";
import { levelStyle } from "@/features/alerts/email/appearance";
import type { ImportAlertsPayload, MailedAlert } from "@/features/alerts/email/payload";
import {
  aboutOrder,
  becauseText,
  levelBeforeText,
  levelText,
  percentText,
  spentOfAuthorised,
} from "@/features/alerts/email/wording";

type AlertTableProps = {
  payload: ImportAlertsPayload;
  /** The address of the alert with this id. */
  alertUrl: (id: string) => string;
};

/** One row per purchase order that moved: which one, how bad, and the figures that say so. */
export function AlertTable({ payload, alertUrl }: AlertTableProps) {
  return (
    <table style={styles.table}>
      <thead className="titles">
        <tr>
          {["Purchase order", "Level", "Spent of authorised"].map((title) => (
            <th key={title} scope="col" className="quiet" style={styles.head}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {payload.alerts.map((alert) => (
          <tr key={alert.id}>
            <th scope="row" className="ink cell first" style={styles.cell}>
              <Link href={alertUrl(alert.id)} className="link" style={{ ...styles.link, fontWeight: 600 }}>
                {alert.purchaseOrderNo}
              </Link>
              <br />
              <span className="quiet" style={styles.quiet}>
                {aboutOrder(alert)}
              </span>
              <br />
              <span className="ink" style={{ fontSize: 13 }}>
                {becauseText(alert, payload.organization)}
              </span>
            </th>
            <td className="ink cell" style={styles.cell}>
              <LevelWord alert={alert} />
              <br />
              <span className="quiet" style={styles.quiet}>
                {levelBeforeText(alert, payload)}
              </span>
            </td>
            <td className="ink cell last" style={{ ...styles.cell, ...styles.figure }}>
              <strong>{percentText(alert, payload.organization)}</strong>
              <br />
              {spentOfAuthorised(alert, payload.organization)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LevelWord({ alert }: { alert: MailedAlert }) {
  const shape = {
    borderRadius: 4,
    fontSize: 13,
    fontWeight: 600,
    padding: "2px 6px",
    whiteSpace: "nowrap",
  } as const;
  return (
    <span className={alert.level} style={{ ...shape, ...levelStyle[alert.level] }}>
      {levelText(alert)}
    </span>
  );
}
