"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { defaultLocale } from "@/libs/formatters";

export interface Formats {
  /** BCP 47: how numbers and dates are written for this reader. */
  locale: string;
  /** IANA: in which this reader sees times. */
  timeZone: string;
}

const FormatsContext = createContext<Formats>({ locale: defaultLocale, timeZone: "UTC" });

/** How everything within writes dates and counts. */
export function FormatsProvider({ locale, timeZone, children }: Formats & { children: ReactNode }) {
  const formats = useMemo(() => ({ locale, timeZone }), [locale, timeZone]);
  return <FormatsContext value={formats}>{children}</FormatsContext>;
}

/** The reader's own formats. */
export const useFormats = (): Formats => useContext(FormatsContext);
