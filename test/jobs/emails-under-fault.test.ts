import { afterAll, beforeAll, expect, test } from "vitest";
import { approveEmailWords, ask, incidentWithEmailsOwed, messagesOf } from "../features/emails/mail-bench";
import { startMailServer, type TestMailServer } from "../setup/mail-server";
import { type Bench, openBench, until } from "./bench";

/** Between claim and hand-over, between hand-over and record (twice), and right after the record. */
const crashes = ["email.claimed:1", "email.handed-over:1", "email.handed-over:2", "email.recorded:1"];

let mail: TestMailServer;
let bench: Bench;
let incidentId: string;
beforeAll(async () => {
  mail = await startMailServer();
  Object.assign(process.env, {
    SMTP_URL: mail.url,
    MAIL_FROM: "notice@hoshikage.example",
    MAIL_PER_MINUTE: "1000",
    LOG_LEVEL: "silent",
  });
  bench = await openBench(1, 1, "test/jobs/email-worker.ts");
  incidentId = await incidentWithEmailsOwed(400);
  await approveEmailWords(incidentId);
}, 120_000);
afterAll(async () => {
  await bench.close();
  await mail.close();
});

test("whoever kills the workers, nobody gets two, and whatever may have gone out is named for a person", async () => {
  const { asked } = await ask(incidentId);
  expect(asked).toBeGreaterThan(crashes.length + 3);
  const mailEnv = {
    SMTP_URL: mail.url,
    MAIL_FROM: "notice@hoshikage.example",
    MAIL_PER_MINUTE: "1000",
  };
  for (const crash of crashes) {
    const worker = bench.launch("postgres", { ...mailEnv, OWABI_FAILPOINT: crash });
    expect(await worker.ended).toBe("SIGKILL");
    expect(worker.output()).toContain(`killed at ${crash.split(":")[0]}\n`);
  }
  const worker = await bench.start("postgres", mailEnv);
  await until("every message is settled", 60, async () =>
    (await messagesOf(incidentId)).every(({ state }) => state === "sent" || state === "unknown"),
  );
  const messages = await messagesOf(incidentId);
  expect(messages).toHaveLength(asked);
  const unknown = messages.filter(({ state }) => state === "unknown").map(({ to_address }) => to_address);
  // One was only claimed; two were taken by the server, whose answer nobody wrote down.
  expect(unknown).toHaveLength(3);
  const taken = mail.received.map(({ to }) => to);
  expect(new Set(taken).size).toBe(taken.length);
  expect(taken.filter((to) => unknown.includes(to))).toHaveLength(2);
  expect(taken).toHaveLength(asked - 1);
  // Some turns later nothing has changed.
  await until("more turns of the schedule", 20, async () => {
    const [turns] = await bench.sql<{ n: number }[]>`
      select count(*)::int as n from outbox where name = 'sweep-emails' and state = 'done'
        and done_at > (select max(claimed_at) from email_messages) + interval '6 seconds'`;
    return (turns?.n ?? 0) > 0;
  });
  expect(mail.received).toHaveLength(asked - 1);
  expect(worker.output()).not.toContain("@mail.example");
}, 180_000);
