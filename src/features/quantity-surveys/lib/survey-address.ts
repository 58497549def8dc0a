import type { SurveyFilters } from "@/features/quantity-surveys/schema";
import { paths } from "@/libs/paths";

/** The list with these filters; a cursor leads to the page after or before it. */
export function surveysHref(
  filters: SurveyFilters,
  page: { after?: string | null; before?: string | null } = {},
): string {
  return paths.quantitySurveys({ ...filters, ...page });
}

/** The list with a filter set to a value, or without it when it has that value already. */
export function toggledHref<Key extends keyof SurveyFilters>(
  filters: SurveyFilters,
  key: Key,
  value: SurveyFilters[Key],
): string {
  return surveysHref({ ...filters, [key]: filters[key] === value ? undefined : value });
}
