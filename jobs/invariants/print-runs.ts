import type { Invariant } from "./invariant";

/** Through the bench: numbers that must agree. */
export const ofPrintRuns: readonly Invariant[] = [
  {
    id: "run-counts",
    says: "A run has as many letters as it says; printed and handed over were all of them.",
    violations: `
      select r.id::text as subject from print_runs r
      left join (select print_run_id, count(*) as letters from print_run_letters group by 1) p on p.print_run_id = r.id
      where r.letter_count <> coalesce(p.letters, 0)
         or r.state in ('printed', 'handed-over') and r.printed_count is distinct from r.letter_count
         or r.state = 'handed-over' and r.handed_over_count is distinct from r.letter_count`,
  },
  {
    id: "letter-states",
    says: "A letter is as far as its run: in the run, printed or handed over; all others are in no run.",
    violations: `
      select l.id::text as subject from letters l
      left join print_run_letters p on p.letter_id = l.id left join print_runs r on r.id = p.print_run_id
      where case when r.id is null then l.state in ('in-run', 'printed', 'handed-over')
                 when r.state in ('printed', 'handed-over') then l.state <> r.state
                 else l.state <> 'in-run' end`,
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
    says: "The pages of a rendered run are those of its pieces, one after another, with no gap and no overlap.",
    violations: `
      select distinct x.id::text as subject from (
        select r.id, r.page_count, p.first_page, p.pages,
               1 + coalesce(sum(p.pages) over before, 0) as expected, sum(p.pages) over whole as total
        from print_runs r join print_run_letters p on p.print_run_id = r.id
        where r.state in ('rendered', 'printed', 'handed-over')
        window before as (partition by r.id order by p.sequence rows between unbounded preceding and 1 preceding),
               whole as (partition by r.id)) x
      where x.first_page is distinct from x.expected or x.pages is null or x.pages < 1
         or x.total is distinct from x.page_count`,
  },
];
