import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { decideList } from "@/features/lists/decide-list";
import { freezeList } from "@/features/lists/freeze-list";
import { listVersions } from "@/features/lists/queries";
import { type AddresseeFact, addresseeOf } from "@/features/lists/rules";
import { addressed } from "../../../scripts/ground.mjs";
import { approveNewList, incidentWithLetters, secondManager } from "../../setup/incident-with-letters";
import { setting } from "../../setup/setting";
import { manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

let bench: UpstreamBench;
let incidentId: string;
beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId } = await incidentWithLetters({ people: 120, until: "people" }));
});
afterAll(() => bench.close());

const rows = <T extends Record<string, unknown>>(query: SQL) => database().execute<T>(query);

async function frozen() {
  const { id } = await freezeList(manager, { incidentId });
  const list = (await listVersions(incidentId)).find((version) => version.id === id);
  if (!list) throw new Error("the frozen version is not listed");
  return list;
}

const reject = (listId: string, contentHash: string) =>
  decideList(secondManager, { listId, decision: "reject", contentHash });

/** The hash as the docstring says it is made, computed outside the database. */
async function hashByHand(listId: string): Promise<string> {
  const people = await rows<{ canonical: string }>(
    sql`select canonical from affected_people where list_id = ${listId}`,
  );
  const byNumber = [...people]
    .map(({ canonical }) => ({ canonical, number: String(JSON.parse(canonical).insuredNumber) }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.number), Buffer.from(b.number)));
  const hex = (text: string) => createHash("sha256").update(text).digest("hex");
  return hex(byNumber.map(({ canonical }) => hex(canonical)).join(""));
}

/** What the database answers to a statement in a transaction that also touched the list's own row. */
async function refusal(connection: postgres.Sql, listId: string, statement: string): Promise<string> {
  return connection
    .begin(async (tx) => {
      await tx`update affected_lists set decided_at = decided_at where id = ${listId}`;
      await tx.unsafe(statement, [listId]);
    })
    .then(
      () => "nothing",
      (error: postgres.PostgresError) => error.code,
    );
}

describe("a frozen list", () => {
  test("is the same for the same facts, and its hash can be recomputed by anybody", async () => {
    const first = await frozen();
    await reject(first.id, first.contentHash);
    const second = await frozen();
    await reject(second.id, second.contentHash);
    expect(second.contentHash).toBe(first.contentHash);
    expect(second.version).toBe(first.version + 1);
    expect(await hashByHand(second.id)).toBe(second.contentHash);
    await rows(sql`update people set address = address || '　一〇一号'
      where id = (select person_id from affected_people where list_id = ${second.id} limit 1)`);
    const third = await frozen();
    expect(third.contentHash).not.toBe(first.contentHash);
    await reject(third.id, third.contentHash);
  });

  test("holds every affected person once, with as many documents as were found", async () => {
    const list = await frozen();
    const [now] = await rows(sql`
      select count(*)::int as people, sum(document_count)::int as documents from people
      where incident_id = ${incidentId} and affected`);
    expect(now).toEqual({ people: list.peopleCount, documents: list.documentCount });
    expect(Object.values(list.byAddressee).reduce((sum, count) => sum + count, 0)).toBe(list.peopleCount);
    await reject(list.id, list.contentHash);
  });

  test.each(["app", "owner"])(
    "takes, loses and changes no row afterwards, whoever asks (%s)",
    async (role) => {
      const list = await frozen();
      const url = setting(role === "app" ? "OWABI_TEST_APP_URL" : "OWABI_TEST_OWNER_URL");
      const name = new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);
      const connection = postgres(addressed(url, name), { max: 1, onnotice: () => undefined });
      const refused = role === "app" ? ["42501", "23001"] : ["23001"];
      try {
        for (const statement of [
          "update affected_people set canonical = '{}' where list_id = $1",
          "delete from affected_people where list_id = $1",
          `insert into affected_people select $1, id, 'insured', '{}' from people where not affected limit 1`,
          "update affected_lists set people_count = people_count + 1 where id = $1",
          `update affected_lists set content_hash = '${"0".repeat(64)}' where id = $1`,
        ]) {
          expect(refused, statement).toContain(await refusal(connection, list.id, statement));
        }
      } finally {
        await connection.end();
      }
      expect(await hashByHand(list.id)).toBe(list.contentHash);
      await reject(list.id, list.contentHash);
    },
  );

  test("says of everybody whom the letter speaks to, by the same rules as those that are read", async () => {
    const list = await frozen();
    const insured = await rows<{ id: string }>(sql`
      select person_id as id from affected_people where list_id = ${list.id} and addressee = 'insured'
      order by person_id limit 4`);
    const [represented, holder, both, beneficiary] = insured.map(({ id }) => id);
    await reject(list.id, list.contentHash);
    await rows(sql`update people set proxy_name = '代理　一子' where id in (${represented}, (
      select person_id from affected_people where list_id = ${list.id} and addressee = 'bereaved' limit 1))`);
    await rows(sql`update exposures set role = 'policyholder' where person_id = ${holder}`);
    await rows(sql`insert into exposures select person_id, document_id, 'policyholder' from exposures
      where person_id = ${both} limit 1`);
    await rows(sql`update exposures set role = 'beneficiary' where person_id = ${beneficiary}`);
    const next = await frozen();
    const speaksTo = new Map(
      (
        await rows<{ id: string; addressee: string; facts: Record<AddresseeFact, boolean> }>(sql`
          select a.person_id as id, a.addressee, jsonb_build_object(
            'dead', p.deceased_on is not null or p.bereaved_name is not null,
            'minor', a.addressee = 'guardian', 'has-proxy', p.proxy_name is not null,
            'only-policyholder', not exists (select from exposures e where e.person_id = p.id and e.role <> 'policyholder')) as facts
          from affected_people a join people p on p.id = a.person_id where a.list_id = ${next.id}`)
      ).map((row) => [row.id, row]),
    );
    for (const { addressee, facts } of speaksTo.values()) expect(addressee).toBe(addresseeOf(facts));
    const asked = [represented, holder, both, beneficiary].map((id) => speaksTo.get(id ?? "")?.addressee);
    expect(asked).toEqual(["proxy", "policyholder", "insured", "insured"]);
    expect(next.byAddressee).toMatchObject({ proxy: 1, policyholder: 1 });
    expect(await hashByHand(next.id)).toBe(next.contentHash);
    await reject(next.id, next.contentHash);
    await rows(sql`update people set proxy_name = null where incident_id = ${incidentId}`);
    await rows(sql`delete from exposures where person_id = ${both} and role = 'policyholder'`);
    await rows(sql`update exposures set role = 'insured' where person_id in (${holder}, ${beneficiary})`);
  });

  test("is frozen once while a version waits for its decision, also by twenty at once", async () => {
    const asked = await Promise.allSettled(
      Array.from({ length: 20 }, () => freezeList(manager, { incidentId })),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const reasons = asked.flatMap((one) => (one.status === "rejected" ? [one.reason.reason] : []));
    expect(new Set(reasons)).toEqual(new Set(["list.already-frozen"]));
    const [waiting] = (await listVersions(incidentId)).filter(({ state }) => state === "frozen");
    await reject(waiting?.id ?? "", waiting?.contentHash ?? "");
  });
});

test("nothing is frozen while the last derivation has failed for good, for people may be missing", async () => {
  const settle = (state: string) =>
    rows(sql`update outbox set state = ${state} where id = (
      select id from outbox where name = 'derive-scope' and incident_id = ${incidentId} order by id desc limit 1)`);
  await settle("dead");
  await expect(freezeList(manager, { incidentId })).rejects.toMatchObject({ reason: "list.work-gave-up" });
  await settle("done");
});

describe("approving a list", () => {
  test("takes another person than who froze it, and exactly the hash they saw", async () => {
    const list = await frozen();
    const asked = { listId: list.id, decision: "approve", contentHash: list.contentHash } as const;
    await expect(decideList(manager, asked)).rejects.toMatchObject({ reason: "list.own-work" });
    const other = { ...asked, contentHash: "0".repeat(64) };
    await expect(decideList(secondManager, other)).rejects.toMatchObject({
      reason: "list.not-what-was-seen",
    });
    await expect(
      decideList({ kind: "staff", staffId: "mailroom", role: "mailroom" }, asked),
    ).rejects.toMatchObject({ kind: "forbidden" });
    await expect(decideList({ kind: "system", name: "jobs" }, asked)).rejects.toMatchObject({
      kind: "forbidden",
    });
    await reject(list.id, list.contentHash);
  });

  test("happens once under twenty parallel approvals", async () => {
    const list = await frozen();
    const asked = { listId: list.id, decision: "approve", contentHash: list.contentHash } as const;
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => decideList(secondManager, asked)),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [events] = await rows<{ n: number }>(sql`
      select count(*)::int as n from events where action = 'list.approved' and subject_id = ${list.id}`);
    expect(events?.n).toBe(1);
  });

  test("supersedes the version before, so that one version is in force", async () => {
    await approveNewList(incidentId);
    const states = (await listVersions(incidentId)).map(({ state }) => state);
    expect(states.filter((state) => state === "approved")).toHaveLength(1);
    expect(states[0]).toBe("approved");
    expect(states).toContain("superseded");
  });
});
