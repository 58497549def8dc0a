import { z } from "zod";

/** Query parameters as Next hands them over. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const firstOf = (value: unknown) => (Array.isArray(value) ? value[0] : value);

/** One query parameter. An address can be typed by hand: what can't be read is dropped, never an error page. */
export const parameter = <T extends z.ZodType>(schema: T) =>
  z.preprocess(firstOf, schema.optional()).catch(undefined);

/** What is typed into a search, or chosen from values of the export. */
export const words = z.string().trim().min(1).max(200);

/** A row id of the database, as text. */
export const rowId = z.string().regex(/^[1-9]\d{0,17}$/);
