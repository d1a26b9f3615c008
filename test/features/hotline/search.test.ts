import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import type { SearchAnswer } from "@/features/hotline/schema";
import { searchCaller } from "@/features/hotline/search-caller";
import type { Actor } from "@/features/staff/rules";
import {
  allFacts,
  answerCall,
  castMember,
  type Facts,
  failVerification,
  type Line,
  newAgent,
  openLine,
  reasonOf,
} from "./line";

let line: Line;
let agent: Actor;
let callId: string;

beforeAll(async () => {
  line = await openLine();
  agent = await newAgent();
  callId = await answerCall(line.incidentId, agent);
});
afterAll(() => line.close());

const search = (text: string): Promise<SearchAnswer> => searchCaller(agent, { callId, text });
const ids = ({ hits }: SearchAnswer) => hits.map(({ personId }) => personId);
const halfKana: Record<string, string> = { ヤ: "ﾔ", マ: "ﾏ", ダ: "ﾀﾞ", ハ: "ﾊ", ナ: "ﾅ", コ: "ｺ" };

describe("searching a caller", () => {
  it("finds them by the number on their letter in whatever way it is said", async () => {
    const hanako = await castMember(line, "hanako");
    const number = hanako.inquiry_number ?? "";
    for (const said of [number, number.toLowerCase(), number.replaceAll("-", ""), number.slice(3)]) {
      expect(await search(said)).toMatchObject({
        foundBy: "inquiry-number",
        hits: [{ personId: hanako.id, maskedName: "山田 ●●", addressee: "insured", locked: false }],
      });
    }
  });

  it("finds whoever was told by e-mail by the number of their message, once it went out", async () => {
    const { id } = await castMember(line, "two-spellings");
    const writeMessage = () =>
      database().execute(sql`
        with notice as (
          insert into notices (incident_id, person_id, channel, list_id, addressee, decided_by)
          select incident_id, person_id, 'email', list_id, addressee, decided_by from notices
          where person_id = ${id} and channel = 'letter' returning *)
        insert into email_messages (incident_id, kind, notice_id, person_id, template_name, template_version,
          inquiry_number, to_address, values, dedupe_key, state, message_id)
        select incident_id, 'notice', id, person_id, 'notice', 'v1', 'OW-0000-0000-00', 'a@b.example', '{}', 'x', 'generated', 'x'
        from notice`);
    await writeMessage();
    expect(ids(await search("OW-0000-0000-00"))).toEqual([]);
    await database().execute(sql`update email_messages set state = 'sent', sent_at = clock_timestamp()`);
    expect(await search("ow00000000 00")).toMatchObject({
      foundBy: "inquiry-number",
      hits: [{ personId: id }],
    });
  });

  it("finds them by kana in any width or script, and by kanji in any variant", async () => {
    const hanako = await castMember(line, "hanako");
    const half = [..."ヤマダ ハナコ"].map((kana) => halfKana[kana] ?? kana).join("");
    for (const said of ["ヤマダ　ハナコ", "やまだはなこ", half, "山田花子", "山田 花子"]) {
      expect(ids(await search(said))).toContain(hanako.id);
    }
    const takahashi = await castMember(line, "two-spellings");
    for (const said of ["高橋一郎", "\u9ad9橋　一郎"])
      expect(ids(await search(said))).toContain(takahashi.id);
  });

  it("finds them by telephone and by policy number, in any width and with any hyphen", async () => {
    const facts = (await allFacts(line.incidentId)).find((one) => one.phone_key && one.policy_number);
    const { id, phone_key: phone, policy_number: policy } = facts as Facts;
    const wide = (text: string) =>
      [...text].map((c) => (/[0-9]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)).join("");
    for (const said of [phone ?? "", wide(phone ?? ""), `+81${phone?.slice(1)}`]) {
      expect(await search(said)).toMatchObject({ foundBy: "phone" });
      expect(ids(await search(said))).toContain(id);
    }
    for (const said of [policy ?? "", wide(policy ?? "").replace("-", "－")]) {
      expect(await search(said)).toMatchObject({ foundBy: "policy-number" });
      expect(ids(await search(said))).toContain(id);
    }
  });

  it("tells two people of one name in one town apart without showing either", async () => {
    const [older, younger] = [
      await castMember(line, "same-name-older"),
      await castMember(line, "same-name-younger"),
    ];
    const found = await search("タナカミノル");
    expect(ids(found).sort()).toEqual([older.id, younger.id].sort());
  });

  it("lists five at most, says that there are more, and shows no given name, address, date or number", async () => {
    await database().execute(sql`
      update people set name = '試験　名前', name_key = '試験名前'
      where id in (select person_id from notices where incident_id = ${line.incidentId} and channel = 'call'
                   order by person_id limit 7)`);
    const found = await search("試験名前");
    expect(found.hits).toHaveLength(5);
    expect(found.more).toBe(true);
    for (const hit of found.hits) {
      expect(Object.keys(hit).sort()).toEqual([
        "addressee",
        "locked",
        "maskedName",
        "personId",
        "prefecture",
      ]);
      expect(hit.maskedName).toBe("試験 ●●");
      expect(hit.prefecture).toMatch(/^(.{2,3}[都道府県])?$/);
    }
  });

  it("answers for somebody the incident does not concern exactly as for somebody who does not exist", async () => {
    const [unaffected] = await database().execute<{ kana: string }>(sql`
      select kana from people p where incident_id = ${line.incidentId} and not affected and not exists
        (select from people q where q.affected and q.kana_key = p.kana_key) limit 1`);
    const unlisted = await search(unaffected?.kana ?? "");
    expect(unlisted).toEqual({ foundBy: "name", hits: [], more: false });
    expect(await search("ソンザイシナイヒト")).toEqual(unlisted);
  });

  it("does not list people by a family name alone or by part of a number", async () => {
    expect((await search("ヤマダ")).hits).toEqual([]);
    expect((await search("0120")).hits).toEqual([]);
    expect(await reasonOf(search("１２"))).toBe("search.not-understood");
  });

  it("shows that a person is locked, and needs the agent's own open call", async () => {
    const facts = await castMember(line, "earlier-claim");
    for (let n = 0; n < 3; n += 1) await failVerification(agent, callId, facts);
    expect((await search(facts.inquiry_number ?? "")).hits[0]).toMatchObject({ locked: true });
    const other = await newAgent();
    expect(await reasonOf(searchCaller(other, { callId, text: "ヤマダハナコ" }))).toBe("call.not-open");
  });

  it("leaves in the events how was searched and how many were found, and nothing that was typed", async () => {
    await search("ヤマダハナコ");
    const [row] = await database().execute<{ text: string; last: string }>(sql`
      select string_agg(detail::text, ' ') as text, (array_agg(detail ->> 'by' order by id desc))[1] as last
      from events where action = 'caller.searched'`);
    expect(row?.last).toBe("name");
    for (const typed of ["ヤマダ", "山田", "OW-"]) expect(row?.text).not.toContain(typed);
  });
});
