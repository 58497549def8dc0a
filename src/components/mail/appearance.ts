import type { CSSProperties } from "react";

/** Styles stand on the elements, because many mail readers drop style sheets; the sheet adds dark mode and phones. */
const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

export const styles = {
  body: { margin: 0, padding: "16px 0", fontFamily },
  card: {
    backgroundColor: "#ffffff",
    border: "1px solid #e3e6eb",
    borderRadius: 8,
    maxWidth: 640,
    margin: "0 auto",
    padding: "24px 24px 16px",
  },
  brand: { color: "#566072", fontSize: 13, fontWeight: 600, margin: "0 0 16px" },
  heading: { color: "#111827", fontSize: 20, lineHeight: "28px", fontWeight: 600, margin: "0 0 8px" },
  text: { color: "#111827", fontSize: 15, lineHeight: "22px", margin: "0 0 16px" },
  small: { color: "#566072", fontSize: 13, lineHeight: "19px", margin: "0 0 8px" },
  link: { color: "#1d4ed8", textDecoration: "underline" },
  button: {
    backgroundColor: "#2563eb",
    borderRadius: 6,
    color: "#ffffff",
    fontSize: 15,
    fontWeight: 600,
    padding: "10px 18px",
    textDecoration: "none",
  },
  rule: { borderColor: "#e3e6eb", margin: "20px 0 12px" },
  table: { borderCollapse: "collapse", width: "100%", margin: "0 0 20px" },
  head: {
    borderBottom: "1px solid #e3e6eb",
    color: "#566072",
    fontSize: 12,
    fontWeight: 600,
    padding: "0 8px 6px 0",
    textAlign: "left",
  },
  cell: {
    borderBottom: "1px solid #e3e6eb",
    color: "#111827",
    fontSize: 14,
    lineHeight: "20px",
    padding: "10px 8px 10px 0",
    textAlign: "left",
    verticalAlign: "top",
    fontWeight: 400,
  },
  quiet: { color: "#566072", fontSize: 13 },
  figure: { fontVariantNumeric: "tabular-nums" },
  quote: {
    backgroundColor: "#f1f3f6",
    borderRadius: 6,
    color: "#111827",
    fontSize: 14,
    lineHeight: "20px",
    margin: "0 0 16px",
    padding: "10px 12px",
    overflowWrap: "anywhere",
  },
} as const satisfies Record<string, CSSProperties>;

/** Class names, not quotes or child selectors: this text is escaped as any other on its way into the mail. */
export const styleSheet = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (max-width: 520px) {
    .titles { display: none !important; }
    .cell { border-bottom: 0 !important; display: block !important; padding: 2px 0 !important; }
    .first { padding-top: 12px !important; }
    .last { border-bottom: 1px solid #e3e6eb !important; padding-bottom: 12px !important; }
  }
  @media (prefers-color-scheme: dark) {
    .card { background-color: #121822 !important; border-color: #273040 !important; }
    .ink { color: #e7eaf0 !important; border-color: #273040 !important; }
    .quiet { color: #a0aabb !important; border-color: #273040 !important; }
    .link { color: #7db3fb !important; }
    .quote { background-color: #1c2431 !important; color: #e7eaf0 !important; }
    .warning { background-color: #33260e !important; color: #fcd34d !important; }
    .critical { background-color: #382212 !important; color: #fdba74 !important; }
    .over_budget { background-color: #3a1a1d !important; color: #fca5a5 !important; }
  }
`;
