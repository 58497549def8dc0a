/** The orders of the list for those who see no column headings, besides the default. */
export const sortChoices: ReadonlyArray<{ value: string; label: string }> = [
  { value: "utilization-asc", label: "Lowest utilisation first" },
  { value: "number-asc", label: "Number, rising" },
  { value: "number-desc", label: "Number, falling" },
  { value: "order_value-desc", label: "Largest order value first" },
  { value: "order_value-asc", label: "Smallest order value first" },
  { value: "spent-desc", label: "Most spent first" },
  { value: "spent-asc", label: "Least spent first" },
  { value: "remaining-asc", label: "Least remaining first" },
  { value: "remaining-desc", label: "Most remaining first" },
  { value: "last_billed-desc", label: "Billed last first" },
  { value: "last_billed-asc", label: "Longest not billed first" },
  { value: "completion-asc", label: "Earliest completion first" },
  { value: "completion-desc", label: "Latest completion first" },
];
