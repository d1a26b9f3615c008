import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveEmail } from "@/features/emails/resolve-email";
import { withdrawEmailTemplate } from "@/features/emails/withdraw-email-template";
import { editIncident } from "@/features/incidents/edit-incident";
import { liftSuppression } from "@/features/notices/lift-suppression";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { parseInquiryNumber } from "@/lib/inquiry-number";
import { type Conduct, startMailServer, type TestMailServer } from "../../setup/mail-server";
import { manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";
import {
  approveEmailWords,
  ask,
  incidentWithEmailsOwed,
  type Message,
  messagesOf,
  rows,
  sweep,
  workOff,
} from "./mail-bench";

let mail: TestMailServer;
let bench: UpstreamBench;
let incidentId: string;
let templateId: string;
beforeAll(async () => {
  mail = await startMailServer();
  Object.assign(process.env, {
    SMTP_URL: mail.url,
    MAIL_FROM: "ほしかげ生命 お客様サービス部 <notice@hoshikage.example>",
    MAIL_RETURN_PATH: "bounces+*@hoshikage.example",
    MAIL_PER_MINUTE: "1000",
    JOBS_LEASE_SECONDS: "1",
  });
  bench = await openUpstreamBench();
  incidentId = await incidentWithEmailsOwed(700);
  templateId = await approveEmailWords(incidentId);
}, 120_000);
afterAll(async () => {
  await bench.close();
  await mail.close();
});

const header = (source: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, "im").exec(source)?.[1]?.replace(/\r\n[ \t]/g, " ") ?? "";

/** The decoded parts of a message of ours. */
function partsOf(source: string): { text: string; html: string } {
  const boundary = /boundary="([^"]+)"/.exec(source)?.[1] ?? "-";
  const [, text = "", html = ""] = source.split(`--${boundary}`).map((part) => {
    const [head = "", ...body] = part.split("\r\n\r\n");
    const encoded = body.join("\r\n\r\n");
    if (/base64/i.test(head)) return Buffer.from(encoded, "base64").toString("utf8");
    const bytes = encoded
      .replace(/=\r\n/g, "")
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Buffer.from(bytes, "latin1").toString("utf8");
  });
  return { text, html };
}

const stateOf = (messages: Message[], to: string) => messages.find(({ to_address }) => to_address === to);
const laterIsNow = () =>
  rows(sql`update email_messages set next_try_at = clock_timestamp(), claimed_at = claimed_at - interval '2 minutes'
    where state = 'generated'`);
const takenBy = (to: string) => mail.received.filter((one) => one.to === to).length;

test("whatever the server does, nobody gets two, and what nobody can know is left to a person", async () => {
  const { asked } = await ask(incidentId);
  expect(asked).toBeGreaterThan(15);
  // Nothing was written yet: the task is only asked for.
  expect(await messagesOf(incidentId)).toEqual([]);
  const addresses = await rows<{ address: string }>(sql`
    select a.canonical::jsonb ->> 'email' as address from notices n
    join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
    where n.channel = 'email' and n.state = 'owed' order by n.id`);
  const [gone = "", grey = "", tooBig = "", hangs = "", silent = "", odd = ""] = addresses.map(
    (one) => one.address,
  );
  const conducts: Record<string, Conduct> = {
    [gone]: { rcpt: "550 5.1.1 <x@y> no such user" },
    [grey]: { rcpt: "451 4.7.1 greylisted, come back" },
    [tooBig]: { data: "554 5.7.1 refused by policy" },
    [odd]: { data: "452 4.3.1 disk full" },
    [hangs]: "hang-up",
    [silent]: "say-nothing",
  };
  mail.conduct = (to) => conducts[to] ?? "take";
  await workOff();
  const first = await messagesOf(incidentId);
  expect(first).toHaveLength(asked);
  expect(stateOf(first, gone)).toMatchObject({
    state: "refused",
    server_code: "550 5.1.1",
    reason: "refused",
  });
  expect(stateOf(first, tooBig)).toMatchObject({
    state: "refused",
    server_code: "554 5.7.1",
    reason: "refused",
  });
  expect(stateOf(first, grey)).toMatchObject({ state: "generated", server_code: "451 4.7.1", attempts: 1 });
  expect(stateOf(first, odd)).toMatchObject({ state: "generated", server_code: "452 4.3.1", attempts: 1 });
  for (const to of [hangs, silent]) expect(stateOf(first, to)).toMatchObject({ state: "unknown" });
  expect(first.filter(({ state }) => state === "sent")).toHaveLength(asked - 6);

  // Again and again: what was put off goes out once its time has come, under the same Message-ID; nothing else does.
  mail.conduct = () => "take";
  await sweep("emails");
  expect(takenBy(grey)).toBe(0);
  await laterIsNow();
  for (let turn = 0; turn < 3; turn++) await sweep("emails");
  const then = await messagesOf(incidentId);
  for (const to of [grey, odd]) {
    expect(stateOf(then, to)).toMatchObject({ state: "sent", message_id: stateOf(first, to)?.message_id });
    expect(takenBy(to)).toBe(1);
  }
  for (const to of [hangs, silent]) {
    expect(stateOf(then, to)?.state).toBe("unknown");
    expect(takenBy(to)).toBe(1);
  }
  expect(new Set(mail.received.map(({ to }) => to)).size).toBe(mail.received.length);

  // A person who looked into the server's log decides.
  const by = (to: string) => ({ emailMessageId: stateOf(then, to)?.id ?? "" });
  await resolveEmail(manager, { ...by(hangs), resolution: "delivered" });
  await resolveEmail(manager, { ...by(silent), resolution: "resend" });
  await expect(resolveEmail(manager, { ...by(silent), resolution: "resend" })).rejects.toThrow(
    "email.not-unknown",
  );
  await workOff();
  expect(stateOf(await messagesOf(incidentId), hangs)?.state).toBe("sent");
  expect(takenBy(hangs)).toBe(1);
  expect(stateOf(await messagesOf(incidentId), silent)?.state).toBe("sent");
  const twice = mail.received
    .filter(({ to }) => to === silent)
    .map(({ source }) => header(source, "Message-ID"));
  expect(twice).toHaveLength(2);
  expect(new Set(twice).size).toBe(1);
}, 60_000);

test("each message says what the letter would, has its own number, and names nobody outside its body", async () => {
  const people = await rows<{
    address: string;
    name: string;
    number: string;
    clause: string[];
    other: string;
  }>(sql`
    select m.to_address as address, a.canonical::jsonb ->> 'name' as name, m.inquiry_number as number,
      m.values -> 'lost_clause' as clause, a.canonical::jsonb ->> 'kana' as other
    from email_messages m join notices n on n.id = m.notice_id
    join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id where m.state = 'sent'`);
  expect(people.length).toBeGreaterThan(15);
  const subjects = new Set<string>();
  for (const { address, name, number, clause } of people) {
    const { source, from, envid } = mail.received.find(({ to }) => to === address) ?? {
      source: "",
      from: "",
      envid: "",
    };
    const head = source.slice(0, source.indexOf("\r\n\r\n"));
    const { text, html } = partsOf(source);
    expect(parseInquiryNumber(number)).toEqual({ ok: true, inquiryNumber: number });
    for (const said of [...clause, number]) {
      expect(text).toContain(said);
      expect(html).toContain(said);
    }
    expect(text).toContain(name.trim().replace(/\s+/g, "　"));
    expect(head).not.toContain(Buffer.from(name).toString("base64").slice(0, 8));
    subjects.add(header(source, "Subject"));
    expect(header(source, "To")).toBe(address);
    expect(envid).toMatch(/^[0-9a-f-]{36}$/);
    expect(from).toBe(`bounces+${envid}@hoshikage.example`);
    expect(header(source, "Message-ID")).toBe(`<${envid}@hoshikage.example>`);
    expect(text).not.toMatch(/https?:|\{\{|\{%|undefined/);
    expect(html).not.toMatch(/<a |<img|<script|https?:/);
  }
  expect(subjects.size).toBe(1);
  expect(new Set(people.map(({ number }) => number)).size).toBe(people.length);
});

test("a wish made after the message was written stops it; withdrawn words and changed facts send nothing", async () => {
  const before = mail.received.length;
  const withdrawn = await withdrawEmailTemplate(manager, { emailTemplateId: templateId });
  expect(withdrawn.cancelled).toBe(0);
  await expect(ask(incidentId)).rejects.toThrow("emails.no-approved-template");
  // Those who were refused have another address by now, so that somebody is owed one.
  await rows(
    sql`update notices set state = 'owed', withheld_reason = null where withheld_reason = 'refused'`,
  );
  await approveEmailWords(incidentId);
  await ask(incidentId);
  const [write] = await rows<{ id: string }>(
    sql`select id from outbox where state = 'ready' and name = 'write-emails'`,
  );
  expect(write).toBeDefined();
  // Written, and not yet sent: the words' facts change meanwhile.
  await rows(
    sql`update outbox set next_at = clock_timestamp() + interval '1 hour' where name = 'send-emails' and state = 'ready'`,
  );
  await editIncident(manager, { id: incidentId, cause: "ほかの原因でした。" });
  await expect(workOff()).rejects.toThrow("emails.facts-changed-since-approval");
  await rows(
    sql`update outbox set state = 'ready', next_at = clock_timestamp() where name = 'write-emails' and state = 'running'`,
  );
  const [live] = await rows<{ id: string }>(sql`select id from email_templates where state = 'approved'`);
  await withdrawEmailTemplate(manager, { emailTemplateId: live?.id ?? "" });
  await approveEmailWords(incidentId);
  mail.conduct = () => ({ rcpt: "451 4.7.1 later" });
  await workOff();
  const waiting = (await messagesOf(incidentId)).filter(({ state }) => state === "generated");
  expect(waiting).toHaveLength(2);
  mail.conduct = () => "take";
  await suppressNotices(manager, {
    incidentId,
    personId: waiting[0]?.person_id ?? "",
    channel: "all",
    reason: "ご本人の希望",
  });
  await editIncident(manager, { id: incidentId, cause: "もとの原因でした。" });
  await laterIsNow();
  await sweep("emails");
  expect(mail.received).toHaveLength(before);
  expect((await messagesOf(incidentId)).filter(({ state }) => state === "generated")).toHaveLength(2);
  await editIncident(manager, { id: incidentId, cause: "ほかの原因でした。" });
  await sweep("emails");
  const after = await messagesOf(incidentId);
  expect(after.find(({ id }) => id === waiting[0]?.id)?.state).toBe("cancelled");
  expect(after.find(({ id }) => id === waiting[1]?.id)?.state).toBe("sent");
  expect(mail.received).toHaveLength(before + 1);
}, 60_000);

test("a server that is not there keeps every message for later, and says so without a word of anybody", async () => {
  const [wish] = await rows<{ id: string }>(sql`select id from suppressions where lifted_at is null`);
  await liftSuppression(manager, { suppressionId: wish?.id ?? "", reason: "取り消された" });
  await ask(incidentId);
  await mail.close();
  await expect(workOff()).rejects.toMatchObject({
    reason: "mail-server.unavailable",
    detail: { serverCode: "" },
  });
  const [kept] = (await messagesOf(incidentId)).filter(({ state }) => state === "generated");
  expect(kept).toMatchObject({ attempts: 0, server_code: null });
  const events = await rows<{ detail: unknown }>(sql`select detail from events where action like 'email%'`);
  expect(JSON.stringify(events)).not.toMatch(/@mail\.example/);
  const payloads = await rows(sql`select payload from outbox where name in ('send-emails', 'write-emails')`);
  expect(JSON.stringify(payloads)).not.toContain("@");
});
