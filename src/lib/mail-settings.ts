import { env } from "./env";

/** How e-mail goes out. */
export type MailSettings = {
  url: string;
  from: string;
  replyTo: string | undefined;
  /** A star stands for the message's id. */
  returnPath: string;
  /** What stands behind the @ of our message ids. */
  domain: string;
  perMinute: number;
  timeoutMs: number;
};

/** The settings of e-mail, or null where it is off. */
export function mailSettings(): MailSettings | null {
  const { SMTP_URL, MAIL_FROM, MAIL_REPLY_TO, MAIL_RETURN_PATH, MAIL_PER_MINUTE, JOBS_LEASE_SECONDS } = env();
  if (!SMTP_URL || !MAIL_FROM) return null;
  const address = /<([^>]+)>$/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM;
  return {
    url: SMTP_URL,
    from: MAIL_FROM,
    replyTo: MAIL_REPLY_TO,
    returnPath: MAIL_RETURN_PATH ?? address,
    domain: address.split("@")[1] ?? "",
    perMinute: MAIL_PER_MINUTE,
    timeoutMs: JOBS_LEASE_SECONDS * 500,
  };
}
