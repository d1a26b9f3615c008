import type { Invariant } from "./invariant";

/** From the list to the letters: nobody missed, nobody twice. */
export const ofNotices: readonly Invariant[] = [
  {
    id: "list-hash",
    says: "A frozen list is what was frozen: its hash and its number of people, counted anew, are the ones kept.",
    violations: `
      select l.id::text as subject from affected_lists l left join (
        select list_id, count(*) as people, encode(sha256(convert_to(string_agg(
                 encode(sha256(convert_to(canonical, 'UTF8')), 'hex'), ''
                 order by coalesce(canonical::jsonb ->> 'insuredNumber', canonical::jsonb ->> 'recordKey') collate "C"),
                 'UTF8')), 'hex') as hash
        from affected_people group by list_id) a on a.list_id = l.id
      where (l.people_count, l.content_hash) is distinct from (coalesce(a.people, 0), a.hash)`,
  },
  {
    id: "second-person",
    says: "Lists and words in use were approved, each by somebody who had not put them forward.",
    violations: `
      select id::text as subject from affected_lists
      where state in ('approved', 'superseded') and (decided_by is null or decided_by = frozen_by)
      union all
      select id::text from letter_templates
      where state = 'approved' and (decided_by is null or decided_by = submitted_by)
      union all
      select l.id::text from letters l join letter_templates t on t.id = l.letter_template_id
      where l.state not in ('void', 'returned') and (t.decided_by is null or t.decided_by = t.submitted_by or t.state <> 'approved'
        and not (t.state = 'withdrawn' and l.state in ('printed', 'handed-over')))
      union all
      select n.id::text from notices n join affected_lists l on l.id = n.list_id
      where l.state not in ('approved', 'superseded')`,
  },
  {
    id: "everybody-decided",
    says: "Everybody on a list that was decided on has one letter and one call, owed or withheld with a reason.",
    violations: `
      select a.list_id || ':' || a.person_id as subject
      from affected_people a join affected_lists l on l.id = a.list_id
      cross join (values ('letter'), ('call')) as c(channel)
      where exists (select from events e where e.subject_type = 'affected-list' and e.subject_id = l.id::text
                    and e.action = 'notices.decided') and not exists (
        select from notices n where n.incident_id = l.incident_id and n.person_id = a.person_id
        and n.channel = c.channel and (n.state = 'owed' or n.withheld_reason is not null))`,
  },
  {
    id: "notice-on-list",
    says: "Nobody has a notice who is not on the list it was decided by.",
    violations: `
      select n.id::text as subject from notices n where not exists (
        select from affected_people a where a.list_id = n.list_id and a.person_id = n.person_id)`,
  },
  {
    id: "wishes",
    says: "Nobody is withheld for a wish that does not stand, and nobody is owed against one that does, unless a merge is about to be followed.",
    violations: `
      with wish as materialized (
        select distinct s.incident_id, coalesce(p.merged_into, p.id) as person_id, c.channel
        from suppressions s join people p on p.id = s.person_id
        join (values ('letter'), ('call'), ('email')) as c(channel) on s.channel in (c.channel, 'all')
        where s.lifted_at is null)
      select n.id::text as subject from notices n join people p on p.id = n.person_id
      left join wish w on w.incident_id = n.incident_id and w.person_id = coalesce(p.merged_into, p.id)
        and w.channel = n.channel
      where case when n.state = 'owed' then w.person_id is not null
                 else n.withheld_reason = 'suppressed' and w.person_id is null end
        and not exists (select from outbox o where o.name = 'follow-merges' and o.incident_id = n.incident_id::text
          and o.state in ('ready', 'running', 'dead'))`,
  },
  {
    id: "follows-list",
    says: "No letter that can still change says what the approved list does not, unless it is about to follow.",
    violations: `
      select x.id::text as subject from letters x
      join notices n on n.id = x.notice_id
      join affected_lists l on l.incident_id = n.incident_id and l.state = 'approved' and l.id <> n.list_id
      join affected_people old on old.list_id = n.list_id and old.person_id = n.person_id
      left join affected_people new on new.list_id = l.id and new.person_id = n.person_id
      where (x.state in ('generated', 'held') or x.state = 'in-run' and exists (
          select from print_run_letters p join print_runs r on r.id = p.print_run_id
          where p.letter_id = x.id and r.state = 'open'))
        and new.canonical is distinct from old.canonical
        and jsonb_strip_nulls(new.canonical::jsonb - 'elements') is distinct from
            jsonb_strip_nulls(old.canonical::jsonb - 'elements')
        and not exists (select from outbox o where o.name = 'follow-list' and o.payload ->> 'listId' = l.id::text
          and o.state in ('ready', 'running', 'dead'))`,
  },
  {
    id: "letter-for-notice",
    says: "Every letter that was asked for and written is there, unless a wish or withdrawn words made it void, or it came back.",
    violations: `
      select n.id::text as subject from notices n join letter_chunks c on c.id = n.letter_chunk_id
      where n.channel = 'letter' and n.state = 'owed' and c.state = 'generated'
        and not exists (select from letters l where l.notice_id = n.id and l.state not in ('void', 'returned'))
        and not exists (select from suppressions s where s.person_id = n.person_id
          and s.incident_id = n.incident_id and s.channel in ('letter', 'all') and s.lifted_at is not null)
        and not exists (select from letters v join letter_templates t on t.id = v.letter_template_id
          where v.notice_id = n.id and (v.state = 'void' and (t.state = 'withdrawn' or v.handed_over_at is not null) or v.state = 'returned'))`,
  },
  {
    id: "letter-to-its-person",
    says: "No letter is for anybody but the person of its notice, and none for a notice that is a call.",
    violations: `
      select l.id::text as subject from letters l join notices n on n.id = l.notice_id
      where l.person_id <> n.person_id or l.incident_id <> n.incident_id or n.channel <> 'letter'`,
  },
  {
    id: "one-live-letter",
    says: "Nobody has two live letters of one incident.",
    violations: `
      select min(id::text) as subject from letters where state not in ('void', 'returned')
      group by incident_id, person_id having count(*) > 1`,
  },
  {
    id: "held-with-reason",
    says: "Every letter that is held says for what.",
    violations: `select id::text as subject from letters where state = 'held' and held_for is null`,
  },
];
