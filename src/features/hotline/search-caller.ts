import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Invalid } from "@/lib/errors";
import { parseInquiryNumber } from "@/lib/inquiry-number";
import { maskName } from "@/lib/japan/mask-name";
import { kanaKey, nameKey } from "@/lib/japan/name-key";
import { phoneKey } from "@/lib/japan/phone";
import { parseInput } from "@/lib/parse-input";
import { openCallOf } from "./open-call-of";
import { prefectureOf } from "./queries";
import { verificationLimits } from "./rules";
import { type CallerHit, type SearchAnswer, type SearchCaller, searchInput } from "./schema";

/** So many people of one key are looked at; a whole name of more is told by another number. */
const mostMeant = 1_000;

type Way = { foundBy: SearchAnswer["foundBy"]; where: SQL };

/** What the text can be, most exact first. A name must be whole: nobody browses by family name. */
function waysOf(text: string): Way[] {
  const ways: Way[] = [];
  const number = parseInquiryNumber(text);
  if (number.ok) {
    ways.push({
      foundBy: "inquiry-number",
      where: sql`p.id in (
        select person_id from letters where inquiry_number = ${number.inquiryNumber} and state <> 'void' union all
        select person_id from email_messages where inquiry_number = ${number.inquiryNumber} and state in ('sent', 'unknown'))`,
    });
  }
  const digits = phoneKey(text);
  if (/^(?:0\d{8,}|\+\d{9,})$/.test(digits)) {
    ways.push({ foundBy: "phone", where: sql`p.phone_key = ${digits}` });
  }
  const policy = writtenNumber(text);
  if (/^(?=.*\d{4})[0-9A-Z-]+$/.test(policy)) {
    ways.push({ foundBy: "policy-number", where: sql`p.policy_number = ${policy}` });
  }
  if (!/\d/.test(policy)) {
    ways.push({
      foundBy: "name",
      where: sql`(p.kana_key = ${kanaKey(text)} or p.name_key = ${nameKey(text)})`,
    });
  }
  return ways;
}

/** A number as the master's reader keeps it: half width, upper case, no blanks, one kind of hyphen. */
function writtenNumber(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Cf}]/gu, "")
    .replace(/[\p{Pd}−ー]/gu, "-");
}

async function hitsOf(tx: Tx, incidentId: string, way: Way): Promise<CallerHit[]> {
  const rows = await tx.execute<Record<string, unknown>>(sql`
    with meant as materialized (
      select p.id, coalesce(p.merged_into, p.id) as kept_id from people p
      where p.incident_id = ${incidentId} and ${way.where}
      order by p.id limit ${mostMeant}
    ), answered as (
      -- Whoever was found to be somebody else is answered as that person, unless only they were written to.
      select distinct case when exists (select from notices n where n.person_id = m.kept_id) then m.kept_id
                           else m.id end as id from meant m
    )
    select p.id, p.name, ${prefectureOf} as prefecture, n.addressee,
      (select coalesce(sum(v.failures), 0) from caller_verifications v where v.person_id = p.id
       and v.at > clock_timestamp() - interval '24 hours') as failures
    from answered a join people p on p.id = a.id
    join lateral (select addressee from notices where person_id = p.id and incident_id = ${incidentId} limit 1) n on true
    order by p.id limit ${verificationLimits.searchHits + 1}`);
  return rows.map((row) => ({
    personId: String(row.id),
    maskedName: maskName(String(row.name ?? "")),
    prefecture: String(row.prefecture),
    addressee: row.addressee as CallerHit["addressee"],
    locked: Number(row.failures) >= verificationLimits.failuresPerPersonPerDay,
  }));
}

/**
 * Looks for a caller by the number on the letter, a telephone number, a policy number or a whole name (kana in
 * any width, kanji in any variant), within an open call. At most five masked hits. Only how was searched and
 * how many were found is recorded, never the text.
 */
export async function searchCaller(actor: Actor, input: SearchCaller): Promise<SearchAnswer> {
  const by = authorizeStaff(actor, "hotline.search");
  const asked = parseInput(searchInput, input);
  const ways = waysOf(asked.text);
  const [first] = ways;
  if (!first) throw new Invalid("search.not-understood");
  return inTransaction(async (tx) => {
    const call = await openCallOf(tx, asked.callId, by.staffId);
    let answer: SearchAnswer = { foundBy: first.foundBy, hits: [], more: false };
    for (const way of ways) {
      const hits = await hitsOf(tx, call.incidentId, way);
      if (hits.length === 0) continue;
      answer = {
        foundBy: way.foundBy,
        hits: hits.slice(0, verificationLimits.searchHits),
        more: hits.length > verificationLimits.searchHits,
      };
      break;
    }
    await recordEvent(tx, {
      incidentId: call.incidentId,
      actor: by,
      action: "caller.searched",
      subject: { type: "call", id: asked.callId },
      detail: { by: answer.foundBy, hits: answer.hits.length, more: answer.more },
    });
    return answer;
  });
}
