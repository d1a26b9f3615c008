import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { NotFound } from "@/lib/errors";
import { piecesToWeigh } from "./pieces-to-weigh";
import { postageOf, slackTrade } from "./postage/rules";
import type { PostageAsked, PostageFigures } from "./postage/schema";
import { inForce, postTables } from "./postage/tables";

type Facts = {
  discovered_on: string;
  letter_date: string | null;
  postings: number;
  pieces: number;
  yen: number;
};

/**
 * What the incident's letters cost: those on acceptance sheets as they were frozen, and all others (written, in runs,
 * or handed over without a sheet) as if posted together on the day asked. Throws `incident.unknown`.
 */
export async function postageFigures(db: Queryable, asked: PostageAsked): Promise<PostageFigures> {
  const { incidentId, postedOn } = asked;
  const [facts] = await db.execute<Facts>(sql`
    select i.discovered_on::text, i.letter_date::text, count(p.id)::int as postings,
      coalesce(sum(p.pieces), 0)::int as pieces, coalesce(sum(p.yen), 0)::int as yen
    from incidents i left join postings p on p.incident_id = i.id and p.withdrawn_at is null
    where i.id = ${incidentId} group by i.id`);
  if (!facts) throw new NotFound("incident.unknown");
  const { groups, guessed } = await piecesToWeigh(
    db,
    incidentId,
    sql`l.state in ('generated', 'in-run', 'printed', 'handed-over', 'returned') and r.posting_id is null`,
  );
  const toPost = {
    none: postageOf(groups, { postedOn, slack: "none" }),
    slack: postageOf(groups, { postedOn, slack: "three-days" }),
  };
  const dates = { postedOn, discoveredOn: facts.discovered_on, letterDate: facts.letter_date };
  const since = (entries: readonly { from: string }[]) => inForce(entries, postedOn)?.from ?? null;
  return {
    posted: {
      postings: Number(facts.postings),
      pieces: Number(facts.pieces),
      yen: Number(facts.yen),
    },
    toPost,
    guessed,
    trade: slackTrade(toPost, dates),
    since: {
      rates: since(postTables.rates),
      barcode: since(postTables.barcode),
      presort: since(postTables.presort),
      slack: since(postTables.slack),
    },
  };
}
