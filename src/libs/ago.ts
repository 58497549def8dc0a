import { formatDistance } from "@/libs/formatters";

/** How long ago something happened, for a sentence: "just now", "1 minute ago", "yesterday". */
export const agoInWords = (seconds: number): string => formatDistance(new Date(-seconds * 1000), new Date(0));
