import { Body, Container, Head, Heading, Hr, Html, Preview, Text } from "@react-email/components";
import type { ReactNode } from "react";
import { styleSheet, styles } from "@/components/mail/appearance";

type MailFrameProps = {
  /** What a mail reader shows beside the subject. */
  preview: string;
  heading: string;
  footer: ReactNode;
  children: ReactNode;
};

/** What every mail of AESTrak looks like around its content. No pictures, so nothing is loaded from anywhere. */
export function MailFrame({ preview, heading, footer, children }: MailFrameProps) {
  return (
    <Html lang="en">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{heading}</title>
        <style>{styleSheet}</style>
      </Head>
      <Preview>{preview}</Preview>
      <Body style={styles.body}>
        <Container className="card" style={styles.card}>
          <Text className="quiet" style={styles.brand}>
            AESTrak
          </Text>
          <Heading as="h1" className="ink" style={styles.heading}>
            {heading}
          </Heading>
          {children}
          <Hr className="quiet" style={styles.rule} />
          <Text className="quiet" style={styles.small}>
            {footer}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
