/** Names come from files and forms: one line, so that they can't add lines to a subject or a text mail. */
export const oneLine = (text: string) => text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ").trim();
