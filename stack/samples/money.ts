/** Cents as the portal writes a number cell: no trailing zeros, `1234.5` or `100`. */
export function portalAmount(cents: number): string {
  const absolute = Math.abs(cents);
  const fraction = absolute % 100;
  const sign = cents < 0 ? "-" : "";
  const whole = `${sign}${(absolute - fraction) / 100}`;
  if (fraction === 0) return whole;
  if (fraction % 10 === 0) return `${whole}.${fraction / 10}`;
  return `${whole}.${fraction < 10 ? "0" : ""}${fraction}`;
}

/** Cents as a decimal string with exactly two places: `123.45`. */
export function decimalAmount(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
