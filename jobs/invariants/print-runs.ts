import type { Invariant } from "./invariant";

/** Through the bench: numbers that must agree. */
export const ofPrintRuns: readonly Invariant[] = [
  {
    id: "run-counts",
    says: "A run has as many pieces as it says, at every stage; none waits for the printer of a printed run, and all that go on are out of a handed-over one.",
    violations: `
      select r.id::text as subject from print_runs r
      left join (
        select print_run_id, count(*) as letters, count(*) filter (where stage = 'pending') as pending,
          count(*) filter (where stage = 'printed') as printed, count(*) filter (where stage = 'inserted') as inserted,
          count(*) filter (where stage = 'sealed') as sealed, count(*) filter (where stage = 'handed-over') as handed_over,
          count(*) filter (where stage = 'spoiled') as spoiled, count(*) filter (where stage = 'void') as void
        from print_run_letters group by 1) p on p.print_run_id = r.id
      where r.letter_count <> coalesce(p.letters, 0)
         or (r.pending_count, r.printed_pieces, r.inserted_pieces, r.sealed_pieces, r.handed_over_pieces, r.spoiled_pieces, r.void_pieces)
            is distinct from (coalesce(p.pending, 0), coalesce(p.printed, 0), coalesce(p.inserted, 0), coalesce(p.sealed, 0),
                              coalesce(p.handed_over, 0), coalesce(p.spoiled, 0), coalesce(p.void, 0))
         or r.state in ('printed', 'handed-over') and (p.pending > 0 or r.printed_count is null)
         or r.state = 'handed-over' and (r.handed_over_count is distinct from r.handed_over_pieces
            or p.printed + p.inserted + p.sealed > 0)
         or r.state in ('open', 'sealed', 'rendered') and p.letters <> p.pending + p.void`,
  },
  {
    id: "letter-states",
    says: "A letter is as far as its piece: in the run, printed, handed over with its run, or void with it; all others are in no run.",
    violations: `
      select l.id::text as subject from letters l
      left join print_run_letters p on p.letter_id = l.id left join print_runs r on r.id = p.print_run_id
      left join spoils s on s.letter_id = l.id
      where case when r.id is null then l.state in ('in-run', 'printed', 'handed-over')
                 when p.stage = 'void' or s.confirmed_at is not null then l.state <> 'void'
                 when p.stage = 'spoiled' then l.state not in ('in-run', 'printed')
                 when p.stage = 'pending' then l.state <> 'in-run'
                 when l.state = 'void' and l.handed_over_at is not null then not exists (
                   select from mail_stops m where m.outcome = 'recovered' and (m.letter_id = l.id
                     or m.person_id in (
                       select same.id from people theirs join people same
                         on coalesce(same.merged_into, same.id) = coalesce(theirs.merged_into, theirs.id)
                       where theirs.id = l.person_id)
                     or m.print_run_id = p.print_run_id))
                 when r.state = 'handed-over' then l.state not in ('handed-over', 'returned')
                 else l.state <> 'printed' end`,
  },
  {
    id: "spoils",
    says: "Every spoiled piece was reported; once a second person confirmed it, its letter is void and has exactly one successor with a new number, unless its person is no longer written to or its words were withdrawn.",
    violations: `
      select p.letter_id::text as subject from print_run_letters p
      where p.stage = 'spoiled' and not exists (select from spoils s where s.letter_id = p.letter_id)
      union all
      select s.id::text from spoils s join letters l on l.id = s.letter_id
      left join print_run_letters p on p.letter_id = s.letter_id and p.print_run_id = s.print_run_id
      left join letters x on x.id = s.successor_letter_id
      left join print_runs r on r.id = s.print_run_id and r.state = 'handed-over'
      where p.letter_id is null or p.stage not in ('spoiled', 'void')
         or (select count(*) from letters y where y.replaces = s.letter_id) <> num_nonnulls(s.successor_letter_id)
         or case when s.confirmed_at is null then p.stage <> 'spoiled' or x.id is not null or r.id is not null
                 else s.confirmed_by = s.reported_by or (p.stage = 'spoiled') <> (x.id is not null) end
         or x.id is not null and (x.replaces is distinct from s.letter_id or x.notice_id <> l.notice_id
            or x.generation <> l.generation + 1 or x.inquiry_number = l.inquiry_number)`,
  },
  {
    id: "released-once",
    says: "A run on the bench was let go once, by somebody else than who sealed it.",
    violations: `
      select r.id::text as subject from print_runs r
      where r.released_by = r.sealed_by or r.state = 'released' and num_nulls(r.released_by, r.released_at) > 0
         or r.released_at is null and exists (select from piece_scans s where s.print_run_id = r.id)
      union all
      select subject_id from events where action = 'print-run.released' group by 1 having count(*) > 1`,
  },
  {
    id: "scans-of-pieces",
    says: "What was scanned as a piece of a run is one, and it is where its scans say that it has come to.",
    violations: `
      select s.id::text as subject from piece_scans s
      left join print_run_letters p on p.print_run_id = s.print_run_id and p.sequence = s.sequence
      where s.sequence is not null and (p.letter_id is null
        or s.verdict in ('ok', 'gap', 'out-of-order') and p.stage not in ('spoiled', 'void')
           and array_position(array['print', 'insert', 'seal', 'hand-over'], s.station)
             > array_position(array['printed', 'inserted', 'sealed', 'handed-over'], p.stage))`,
  },
  {
    id: "cancelled-for-good",
    says: "Nobody whose letter was cancelled has one that can still be posted.",
    violations: `
      select l.id::text as subject from notices n join letters l on l.notice_id = n.id
      left join print_run_letters p on p.letter_id = l.id
      where n.withheld_reason = 'cancelled' and l.state not in ('void', 'returned', 'handed-over')
        and p.stage is distinct from 'spoiled'`,
  },
  {
    id: "run-of-one-kind",
    says: "All letters of a run are of its incident and its words.",
    violations: `
      select distinct r.id::text as subject from print_runs r
      join print_run_letters p on p.print_run_id = r.id join letters l on l.id = p.letter_id
      where l.incident_id <> r.incident_id or l.letter_template_id <> r.letter_template_id`,
  },
  {
    id: "run-pages",
    says: "The pages of a rendered run are those of its pieces between two control sheets, with no gap and no overlap; a run from before there were control sheets has none.",
    violations: `
      select distinct x.id::text as subject from (
        select r.id, r.page_count, p.first_page, p.pages,
               1 + c.sheets + coalesce(sum(p.pages) over before, 0) as expected,
               sum(p.pages) over whole + 2 * c.sheets as total
        from print_runs r join print_run_letters p on p.print_run_id = r.id
        cross join lateral (select case when r.released_at is null and r.state in ('printed', 'handed-over') then 0 else 1 end as sheets) c
        where r.state not in ('open', 'sealed')
        window before as (partition by r.id order by p.sequence rows between unbounded preceding and 1 preceding),
               whole as (partition by r.id)) x
      where x.first_page is distinct from x.expected or x.pages is null or x.pages < 1
         or x.total is distinct from x.page_count`,
  },
];
