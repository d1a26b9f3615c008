import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { liftSuppression } from "@/features/notices/lift-suppression";
import { oweEmails } from "@/features/notices/owe-emails";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { incidentWithLetters } from "../../setup/incident-with-letters";
import { manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

let bench: UpstreamBench;
let incidentId: string;
beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId } = await incidentWithLetters({ people: 1500, until: "notices" }));
});
afterAll(() => bench.close());

type Row = Record<string, unknown>;
const rows = async <T extends Row = Row>(query: SQL) => [...(await database().execute<T>(query))];
const emailsOf = (personId: string) =>
  rows<{ state: string; reason: string | null }>(sql`
    select state, withheld_reason as reason from notices where person_id = ${personId} and channel = 'email'`);
const owe = () => inTransaction((tx) => oweEmails(tx, incidentId));

async function someone(where: SQL): Promise<string> {
  const [one] = await rows<{ id: string }>(sql`
    select n.person_id as id from notices n where n.incident_id = ${incidentId} and ${where} order by n.id limit 1`);
  return one?.id ?? "";
}

test("exactly who has no post and agreed to e-mail is owed one", async () => {
  const wrong = await rows(sql`
    select n.person_id from notices n
    join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
    left join notices e on e.person_id = n.person_id and e.channel = 'email'
    where n.channel = 'letter' and (e.id is not null) <> coalesce(
      n.withheld_reason = 'no-address' and n.addressee = 'insured'
      and a.canonical::jsonb ->> 'email' <> '' and (a.canonical::jsonb ->> 'emailConsent')::boolean, false)`);
  expect(wrong).toEqual([]);
  const [counted] = await rows<{ owed: string; withMail: string }>(sql`
    select count(*) filter (where channel = 'email' and state = 'owed') as owed,
      (select count(*) from affected_people where canonical::jsonb ? 'email') as "withMail" from notices`);
  expect(Number(counted?.owed)).toBeGreaterThan(2);
  expect(Number(counted?.withMail)).toBeGreaterThan(Number(counted?.owed));
  expect(await owe()).toBe(0);
});

test("a wish for all or for e-mail beats everything, and ends when it is lifted", async () => {
  for (const channel of ["email", "all"] as const) {
    const personId = await someone(sql`n.channel = 'email' and n.state = 'owed'`);
    const { id } = await suppressNotices(manager, { incidentId, personId, channel, reason: "ご本人の希望" });
    expect(await emailsOf(personId)).toEqual([{ state: "withheld", reason: "suppressed" }]);
    await liftSuppression(manager, { suppressionId: id, reason: "取り消された" });
    expect(await emailsOf(personId)).toEqual([{ state: "owed", reason: null }]);
  }
  const personId = await someone(sql`n.channel = 'email' and n.state = 'owed'`);
  await suppressNotices(manager, { incidentId, personId, channel: "letter", reason: "ご本人の希望" });
  expect((await emailsOf(personId))[0]?.state).toBe("owed");
});

test("whose letters come back is owed an e-mail; whom the post reaches again is told by letter only", async () => {
  const personId =
    await someone(sql`n.channel = 'letter' and n.state = 'owed' and n.addressee = 'insured' and exists (
    select from affected_people a where a.list_id = n.list_id and a.person_id = n.person_id
    and (a.canonical::jsonb ->> 'emailConsent')::boolean)`);
  const letter = (state: string, reason: string | null) =>
    rows(sql`update notices set state = ${state}, withheld_reason = ${reason}
      where person_id = ${personId} and channel = 'letter'`);
  for (const reason of ["returned", "substitute"]) {
    await letter("withheld", reason);
    await owe();
    expect(await emailsOf(personId)).toEqual([{ state: "owed", reason: null }]);
    await letter("owed", null);
    await owe();
    expect(await emailsOf(personId)).toEqual([{ state: "withheld", reason: "by-letter" }]);
  }
});

test("what came back from a mailbox is not owed again for the same address", async () => {
  const personId = await someone(sql`n.channel = 'email' and n.state = 'owed'`);
  await rows(sql`update notices set state = 'withheld', withheld_reason = 'bounced'
    where person_id = ${personId} and channel = 'email'`);
  expect(await owe()).toBe(0);
  expect(await emailsOf(personId)).toEqual([{ state: "withheld", reason: "bounced" }]);
});
