import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { submitEmailTemplate } from "@/features/emails/submit-email-template";
import { withdrawEmailTemplate } from "@/features/emails/withdraw-email-template";
import { noticeCounts } from "@/features/notices/queries";
import { startMailServer, type TestMailServer } from "../../setup/mail-server";
import { manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";
import {
  approveEmailWords,
  ask,
  incidentWithEmailsOwed,
  messagesOf,
  rows,
  sweep,
  workOff,
} from "./mail-bench";

let mail: TestMailServer;
let bench: UpstreamBench;
let maildir: string;
let incidentId: string;
beforeAll(async () => {
  mail = await startMailServer();
  mkdirSync(".tmp", { recursive: true });
  maildir = mkdtempSync(join(process.cwd(), ".tmp/maildir-"));
  for (const part of ["new", "cur", "tmp"]) mkdirSync(join(maildir, part));
  Object.assign(process.env, {
    SMTP_URL: mail.url,
    MAIL_FROM: "notice@hoshikage.example",
    MAIL_PER_MINUTE: "7",
    BOUNCE_MAILDIR: maildir,
  });
  bench = await openUpstreamBench();
  incidentId = await incidentWithEmailsOwed(500);
}, 120_000);
afterAll(async () => {
  await bench.close();
  await mail.close();
  rmSync(maildir, { recursive: true, force: true });
});

const aMinuteLater = () =>
  rows(sql`update email_messages set claimed_at = claimed_at - interval '61 seconds', next_try_at = null`);

test("whoever may end a waiting is told of it once, without a word of anybody; not whoever began it", async () => {
  mail.received.length = 0;
  const { id } = await submitEmailTemplate(manager, {
    incidentId,
    templateName: "notice",
    templateVersion: "v1",
  });
  await sweep("waiting");
  await sweep("emails");
  const [told] = mail.received;
  expect(mail.received.map(({ to }) => to)).toEqual(["second-manager@example.invalid"]);
  const source = told?.source ?? "";
  const words = source.replace(/=\r\n/g, "");
  expect(words).toContain(`http://127.0.0.1:3000/incidents/${incidentId}/emails`);
  expect(source).not.toMatch(/mail\.example/);
  for (let turn = 0; turn < 2; turn++) {
    await sweep("waiting");
    await sweep("emails");
  }
  expect(mail.received).toHaveLength(1);
  await withdrawEmailTemplate(manager, { emailTemplateId: id });
});

test("no minute sees more than was set, over all tasks, and the rest follows", async () => {
  await aMinuteLater();
  mail.received.length = 0;
  await approveEmailWords(incidentId);
  const { asked } = await ask(incidentId);
  expect(asked).toBeGreaterThan(8);
  await workOff();
  await sweep("emails");
  expect(mail.received).toHaveLength(7);
  for (let minute = 0; minute < asked; minute += 7) {
    await aMinuteLater();
    await sweep("emails");
  }
  expect(mail.received.filter(({ to }) => to.endsWith("@mail.example"))).toHaveLength(asked);
});

const reportOn = (messageId: string | null, action: string, status: string) => `To: notice@hoshikage.example
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; x@y.example
Action: ${action}
Status: ${status}
--b
Content-Type: text/rfc822-headers

Message-ID: ${messageId}
--b--
`;

test("a person whose message came back is shown as not told; each report counts once; what is delayed is noted", async () => {
  const [gone, slow, ...others] = await messagesOf(incidentId);
  const arrive = (name: string, text: string) => writeFileSync(join(maildir, "new", name), text);
  arrive("1.host", reportOn(gone?.message_id ?? null, "failed", "5.1.1"));
  arrive("2.host", reportOn(slow?.message_id ?? null, "delayed", "4.4.1"));
  arrive("3.host", reportOn("<nobody@else.example>", "failed", "5.1.1"));
  arrive("4.host", "Subject: Re: お知らせ\n\n電話をください。");
  await sweep("bounces");
  const now = await messagesOf(incidentId);
  expect(now.find(({ id }) => id === gone?.id)).toMatchObject({ state: "bounced", reason: "bounced" });
  expect(now.find(({ id }) => id === slow?.id)).toMatchObject({ state: "sent", reason: null });
  for (const { id } of others) expect(now.find((one) => one.id === id)?.state).toBe("sent");
  const withheld = (await noticeCounts(incidentId)).filter(
    ({ channel, state }) => channel === "email" && state === "withheld",
  );
  expect(withheld).toMatchObject([{ withheldReason: "bounced", notices: 1 }]);
  expect(readdirSync(join(maildir, "new"))).toEqual([]);
  expect(existsSync(join(maildir, "cur", "1.host:2,S"))).toBe(true);

  // The same again, and once more under its old name: read once.
  arrive("1.host", reportOn(gone?.message_id ?? null, "failed", "5.1.1"));
  await sweep("bounces");
  const [counted] = await rows<{ bounces: number; events: number }>(sql`
    select (select count(*)::int from email_bounces) as bounces,
      (select count(*)::int from events where action = 'email.bounced') as events`);
  expect(counted).toEqual({ bounces: 4, events: 1 });
  // Nobody is written to again at the address that does not take it.
  await expect(ask(incidentId)).rejects.toThrow("emails.none-owed");
});
