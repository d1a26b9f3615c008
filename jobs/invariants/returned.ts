import type { Invariant } from "./invariant";

/** What came back from the post: nobody forgotten, nobody written to again at the same address. */
export const ofReturnedMail: readonly Invariant[] = [
  {
    id: "returned-letters",
    says: "A letter is returned exactly where an envelope is recorded that came back, of its person, handed over before.",
    violations: `
      select coalesce(l.id, m.letter_id)::text as subject
      from (select * from letters where state = 'returned') l full join returned_mail m on m.letter_id = l.id
      where l.id is null or m.id is null or m.person_id <> l.person_id or m.incident_id <> l.incident_id
         or l.handed_over_at is null`,
  },
  {
    id: "returned-not-owed",
    says: "Nobody whose last letter came back is owed another before an address was decided on or a newer list was.",
    violations: `
      select n.id::text as subject from notices n
      join lateral (select id, state from letters l where l.notice_id = n.id order by generation desc limit 1) last
        on last.state = 'returned'
      join returned_mail m on m.letter_id = last.id
      where n.state = 'owed' and n.decided_at < m.at`,
  },
  {
    id: "returned-followed",
    says: "Whoever's letter came back is being looked for, is to be rung, or has a substitute; and who is withheld for one has one.",
    violations: `
      select n.id::text as subject from notices n
      where n.withheld_reason in ('returned', 'substitute') and not exists (
          select from address_tasks t where t.incident_id = n.incident_id and t.person_id = n.person_id
          and t.state in ('open', 'proposed', 'call', 'substitute'))
        or (n.withheld_reason = 'substitute') and not exists (
          select from substitute_measures s where s.incident_id = n.incident_id and s.person_id = n.person_id
          and s.ended_at is null)`,
  },
  {
    id: "new-addresses",
    says: "Every letter asked for anew goes to an address that was decided on, by a second person where it must be.",
    violations: `
      select t.id::text as subject from address_tasks t
      where t.state = 're-letter' and (
        (t.batch_id is not null or t.source = 'phone-call') and t.decided_by = t.proposed_by
        or not exists (select from address_corrections c where c.address_task_id = t.id and c.person_id = t.person_id
                       and c.address = t.address and c.postcode is not distinct from t.postcode))
      union all
      select min(id::text) from address_corrections where ended_at is null
      group by incident_id, person_id having count(*) > 1`,
  },
  {
    id: "posting-sums",
    says: "An acceptance sheet's pieces and yen are those of its lines and its runs, and no run is on a withdrawn one.",
    violations: `
      select p.id::text as subject from postings p
      where p.pieces <> (select coalesce(sum((line ->> 'pieces')::int), 0)
                         from jsonb_array_elements(p.sheet -> 'postage' -> 'lines') line)
         or p.yen <> (select coalesce(sum((line ->> 'payYen')::int), 0)
                      from jsonb_array_elements(p.sheet -> 'postage' -> 'lines') line)
         or p.pieces <> (select coalesce(sum((run ->> 'pieces')::int), 0) from jsonb_array_elements(p.sheet -> 'runs') run)
      union all
      select r.id::text from print_runs r join postings p on p.id = r.posting_id
      where p.withdrawn_at is not null or p.incident_id <> r.incident_id`,
  },
];
