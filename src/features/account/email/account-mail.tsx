import { Button, Text } from "@react-email/components";
import { styles } from "@/components/mail/appearance";
import { MailFrame } from "@/components/mail/frame";
import type { AccountMail } from "@/features/account/email/wording";

/** @param link the one thing to press, where there is one */
type Props = { words: AccountMail; link?: { url: string; label: string } };

/** A mail about a person's own account. */
export function AccountMailPage({ words, link }: Props) {
  return (
    <MailFrame preview={words.paragraphs[0] ?? ""} heading={words.heading} footer={words.footer}>
      {words.paragraphs.map((paragraph) => (
        <Text key={paragraph} className="ink" style={styles.text}>
          {paragraph}
        </Text>
      ))}
      {link ? (
        <Text style={styles.text}>
          <Button href={link.url} style={styles.button}>
            {link.label}
          </Button>
        </Text>
      ) : null}
    </MailFrame>
  );
}

/** The same for readers of plain text. */
export function accountMailText({ words, link }: Props): string {
  return [...words.paragraphs, ...(link ? [`${link.label}: ${link.url}`] : []), words.footer].join("\n\n");
}
