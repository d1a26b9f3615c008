import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { certificateWords } from "@/features/scope/absence/certificate-words";
import { judgeCandidate, keysOf, nearSpellings, numberKey } from "@/features/scope/absence/rules";
import { type AskedFacts, nearKinds } from "@/features/scope/absence/schema";
import { absenceCertificates } from "@/features/scope/absence-certificates";
import { certificateWordsOf } from "@/features/scope/certificate-words-of";
import { issueAbsenceCertificate } from "@/features/scope/issue-absence-certificate";
import { searchAbsence } from "@/features/scope/search-absence";
import { nameKey } from "@/lib/japan/name-key";
import { absenceCertificatePdf } from "@/server/absence-certificate-pdf";
import { approveNewList, incidentWithLetters } from "../../setup/incident-with-letters";
import { as, manager, newIncident, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

let bench: UpstreamBench;
let incidentId: string;
type Listed = {
  id: string;
  name: string;
  kana: string;
  birth: string;
  phone: string;
  policy: string;
  address: string;
};
let listed: Listed;
beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId } = await incidentWithLetters({ people: 120, until: "people" }));
  await approveNewList(incidentId);
  const [one] = await rows<Listed>(sql`
    select id, name, kana, birth_date::text as birth, phone, policy_number as policy, address from people p
    where incident_id = ${incidentId} and affected and phone is not null and address is not null and kana is not null
      and not exists (select from people q where q.incident_id = p.incident_id and q.id <> p.id
        and (q.name_key = p.name_key or q.phone_key = p.phone_key or q.policy_number = p.policy_number))
    order by id limit 1`);
  if (!one) throw new Error("nobody to ask for");
  listed = one;
});
afterAll(() => bench.close());

const rows = async <T extends Record<string, unknown> = Record<string, unknown>>(query: SQL) => [
  ...(await database().execute<T>(query)),
];
const search = (asked: AskedFacts) => searchAbsence(manager, { incidentId, asked });
const stranger: AskedFacts = { name: "架空　不在", kana: "カクウ　フザイ", birthDate: "1931-02-03" };
const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

describe("whoever is on the approved list", () => {
  test("is found by any two things they know, in any writing", async () => {
    const pairs: AskedFacts[] = [
      { name: listed.name, birthDate: listed.birth },
      { name: listed.name.replace(/[\s　]/g, ""), phone: wide(listed.phone) },
      { kana: listed.kana, birthDate: listed.birth },
      { kana: listed.kana.normalize("NFKC"), number: wide(listed.policy.toLowerCase()) },
      { number: listed.policy, birthDate: listed.birth },
      { name: listed.name, address: listed.address },
    ];
    for (const asked of pairs) {
      expect(await search(asked), Object.keys(asked).join()).toMatchObject({
        found: 1,
        personIds: [listed.id],
      });
    }
  });

  test("is found by what the frozen list says, also when their master record says something else since", async () => {
    await rows(
      sql`update people set birth_date = '1900-01-01', name_key = 'X', kana_key = 'X' where id = ${listed.id}`,
    );
    await rows(sql`update person_records r set birth_date = '1900-01-01', name_key = 'X', kana_key = 'X' from people p
      where p.id = ${listed.id} and r.insured_number = p.insured_number`);
    expect(await search({ name: listed.name, birthDate: listed.birth })).toMatchObject({ found: 1 });
  });

  test("gets no certificate of absence", async () => {
    const asked = { name: listed.name, birthDate: listed.birth };
    await expect(issueAbsenceCertificate(manager, { incidentId, asked })).rejects.toMatchObject({
      reason: "absence.is-on-list",
    });
  });

  test("is opened only by whoever may see people; others learn that they are on it and no more", async () => {
    const answer = await searchAbsence(as("supervisor"), {
      incidentId,
      asked: { name: listed.name, phone: listed.phone },
    });
    expect(answer).toMatchObject({ found: 1, personIds: [] });
    expect(JSON.stringify(answer)).not.toContain(listed.id);
    for (const role of ["agent", "auditor", "mailroom"] as const) {
      await expect(searchAbsence(as(role), { incidentId, asked: stranger })).rejects.toMatchObject({
        reason: "staff.not-your-role",
      });
    }
  });
});

describe("a certificate", () => {
  test("says what was searched and how, is kept for good under its hash, and names nobody else", async () => {
    const { certificateId } = await issueAbsenceCertificate(as("supervisor"), {
      incidentId,
      asked: stranger,
    });
    const [row] = await rows<{ content: string; content_hash: string; number: string }>(
      sql`select content, content_hash, number from absence_certificates where id = ${certificateId}`,
    );
    expect(
      createHash("sha256")
        .update(row?.content ?? "")
        .digest("hex"),
    ).toBe(row?.content_hash);
    const { facts, words } = await certificateWordsOf(database(), certificateId);
    const [list] = await rows<Record<string, unknown>>(sql`
      select content_hash, people_count, document_count from affected_lists where incident_id = ${incidentId} and state = 'approved'`);
    expect(facts.list).toMatchObject({
      version: 1,
      contentHash: list?.content_hash,
      people: list?.people_count,
      documents: list?.document_count,
    });
    expect(facts.media).toEqual(["DLS-A00123L4", "DLS-A00124L4"]);
    expect(facts.received?.from).toMatch(/^2012-1[01]-\d\d$/);
    expect(facts.notComplete).toEqual([]);
    for (const said of [words.ja, words.en].map((one) => JSON.stringify(one))) {
      expect(said).toContain(String(list?.content_hash));
      expect(said).toContain("架空　不在");
    }
    const names = await rows<{ name: string }>(sql`
      select distinct name from people where incident_id = ${incidentId} and name is not null`);
    expect(names.length).toBeGreaterThan(100);
    for (const { name } of names) expect(row?.content).not.toContain(name);
    expect(await absenceCertificates(database(), incidentId)).toMatchObject([
      { certificateId, number: row?.number },
    ]);
  });

  test("is a PDF in either language, the same bytes each time", async () => {
    const [certificate] = await absenceCertificates(database(), incidentId);
    const certificateId = certificate?.certificateId ?? "";
    for (const language of ["ja", "en"] as const) {
      const pdf = await absenceCertificatePdf(as("auditor"), { certificateId, language });
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
      const again = await absenceCertificatePdf(as("auditor"), { certificateId, language });
      expect(Buffer.compare(pdf, again)).toBe(0);
    }
    await expect(absenceCertificatePdf(as("agent"), { certificateId, language: "ja" })).rejects.toMatchObject(
      {
        reason: "staff.not-your-role",
      },
    );
  });

  test("cannot be changed or taken away by the application", async () => {
    const refused = async (query: SQL) => expect(rows(query)).rejects.toThrow();
    await refused(sql`update absence_certificates set content = ''`);
    await refused(sql`delete from absence_certificates`);
  });

  test("for somebody very alike takes a stated reason: near characters with the same birth date are no near miss", async () => {
    await rows(sql`update people set name = '斎藤　架空子', name_key = ${nameKey("斎藤　架空子")}, birth_date = '1955-05-05',
      kana_key = 'サイトウカクウコ' where id = (
      select id from people where incident_id = ${incidentId} and affected and id <> ${listed.id} order by id desc limit 1)`);
    await approveNewList(incidentId);
    const asked = { name: "斉藤　架空子", birthDate: "1955-05-05" };
    expect(await search(asked)).toMatchObject({ found: 0, close: 1 });
    await expect(issueAbsenceCertificate(manager, { incidentId, asked })).rejects.toMatchObject({
      reason: "absence.close-not-looked-at",
    });
    const { certificateId } = await issueAbsenceCertificate(manager, {
      incidentId,
      asked,
      closeReason: "住所と電話番号が異なることを確認",
    });
    const { facts, words } = await certificateWordsOf(database(), certificateId);
    expect(facts.close).toBe(1);
    expect(JSON.stringify(words.ja)).toContain("別の方のものと判断");
    expect(JSON.stringify(words.ja)).not.toContain("斎藤");
    const onlyName = await search({ name: "斉藤　架空子", birthDate: "1911-01-01" });
    expect(onlyName.near["near-name"]).toBe(1);
  });

  test("says so in plain words when the list was approved over a scope that was not complete", async () => {
    await rows(sql`update affected_lists set decided_scope =
      '[{"label": "DLS-A00123L4", "verdict": "incomplete", "reasons": {"job-forgotten": 1}}]' where state = 'approved'`);
    const { certificateId } = await issueAbsenceCertificate(manager, { incidentId, asked: stranger });
    const { words } = await certificateWordsOf(database(), certificateId);
    expect(JSON.stringify(words.ja)).toContain(
      "目録が中身をすべて挙げているとは言えませんでした：DLS-A00123L4",
    );
    expect(JSON.stringify(words.en)).toContain(
      "could not be said to name everything on these media: DLS-A00123L4",
    );
  });
});

test("somebody on the list is found among however many others who agree in one thing and are not on it", async () => {
  await rows(sql`
    insert into people (incident_id, leading_record_id, insured_number, name, name_key, birth_date)
    select p.incident_id, p.leading_record_id, 'AB-' || n, '別人　' || n, '別人' || n, p.birth_date
    from people p, generate_series(1, 30000) n where p.id = ${listed.id}`);
  const [now] = await rows<{ birth: string }>(
    sql`select birth_date::text as birth from people where id = ${listed.id}`,
  );
  expect(await search({ birthDate: now?.birth ?? "", number: listed.policy })).toMatchObject({
    found: 1,
    personIds: [listed.id],
  });
});

test("neither the event of a search nor that of a certificate holds what was asked", async () => {
  const events = await rows<{ said: string }>(sql`
    select detail::text as said from events where incident_id = ${incidentId} and action like 'absence.%'`);
  expect(events.length).toBeGreaterThan(10);
  for (const { said } of events) {
    for (const value of [listed.name, listed.phone, listed.birth, listed.policy, "架空", "1955-05-05"]) {
      expect(said).not.toContain(value);
    }
  }
});

test("one fact is not enough, and without an approved list nothing can be said", async () => {
  await expect(search({ name: "架空　不在" })).rejects.toMatchObject({ reason: "absence.too-few-facts" });
  await expect(
    searchAbsence(manager, { incidentId: await newIncident(), asked: stranger }),
  ).rejects.toMatchObject({
    reason: "absence.no-approved-list",
  });
});

test("a certificate tells only of what was asked, and of how that was searched", () => {
  const facts = {
    number: "AC-1",
    issuedOn: "2014-03-20",
    organisation: "ほしかげ生命保険株式会社",
    issuedBy: "水野",
    incident: { code: "T", title: "媒体2巻の紛失" },
    list: { version: 1, approvedOn: "2014-03-10", contentHash: "0", people: 10, documents: 20 },
    catalogRows: 30,
    media: ["V1"],
    received: null,
    spellings: { name: 1, kana: 1 },
    near: Object.fromEntries(nearKinds.map((kind) => [kind, 0])) as Record<
      (typeof nearKinds)[number],
      number
    >,
    close: 0,
    notComplete: [],
  };
  const said = (asked: AskedFacts) => {
    const words = certificateWords({ ...facts, asked });
    const lines = (of: typeof words.ja) => of.sections.flatMap((section) => section.lines).join("\n");
    return { ja: lines(words.ja), en: lines(words.en) };
  };
  const named = said({ name: "架空　不在", birthDate: "1955-05-05" });
  expect(named.ja).toContain("生年月日は、書き方の違いをそろえて調べました。");
  expect(named.ja).not.toMatch(/電話番号|住所は|フリガナ/);
  expect(named.en).toContain("Compared whatever way they are written: date of birth.");
  expect(named.en).not.toMatch(/telephone|kana/);
  const called = said({ phone: "03-0000-0000", address: "東京都霞台1-2-3" });
  expect(called.ja).toContain("電話番号、住所は、書き方の違いをそろえて調べました。");
  expect(called.en).toContain("telephone, address");
  expect(called.ja).not.toMatch(/生年月日は|お名前は/);
});

describe("the rule", () => {
  const nobody = {
    names: [],
    kanas: [],
    birthDates: [],
    numbers: [],
    phones: [],
    addresses: [],
    otherNames: [],
  };

  test("calls nobody found by their household alone, nor against their name or birth date", () => {
    const keys = keysOf({
      name: "星野 花",
      phone: "03-0000-0000",
      address: "東京都霞台1-2-3",
      birthDate: "2000-01-01",
    });
    const home = { phones: ["0300000000"], addresses: [keys.address] };
    expect(judgeCandidate(keys, { ...nobody, ...home, names: ["星野一"] })).toBe("close");
    expect(judgeCandidate(keys, { ...nobody, ...home, names: ["星野花"], birthDates: ["1970-01-01"] })).toBe(
      "close",
    );
    expect(judgeCandidate(keys, { ...nobody, ...home, names: ["星野花"] })).toBe("found");
    expect(judgeCandidate(keys, { ...nobody, birthDates: ["2000-01-01"] })).toBe("birth-date");
    expect(judgeCandidate(keys, { ...nobody, otherNames: ["星野花"] })).toBe("other-role");
    expect(judgeCandidate(keys, nobody)).toBeNull();
  });

  test("tries the key first, every near spelling once, and never more than 256", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("斉", "太", "浩", "山", "オ"), { maxLength: 20 }),
        (characters) => {
          const key = characters.join("");
          const spellings = nearSpellings(key);
          expect(spellings[0]).toBe(key);
          expect(new Set(spellings).size).toBe(spellings.length);
          expect(spellings.length).toBeLessThanOrEqual(256);
        },
      ),
    );
    expect(nearSpellings("斉藤")).toContain("斎藤");
    expect(numberKey(" ａｂ－０１２３ ")).toBe("AB0123");
  });
});
