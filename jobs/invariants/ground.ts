import type { Invariant } from "./invariant";

const neverChange = ["events", "custody_events", "affected_people", "absence_certificates", "piece_scans"]
  .map((name) => `('${name}')`)
  .join(", ");

/** What everything stands on: the log, the rights, the work. */
export const ofGround: readonly Invariant[] = [
  {
    id: "append-only-rights",
    says: "The application may neither change nor remove what was written for good, and stands above no rule.",
    violations: `
      select t.name || ' ' || p.name as subject from (values ${neverChange}) as t(name)
      cross join (values ('UPDATE'), ('DELETE'), ('TRUNCATE')) as p(name)
      where has_table_privilege(current_user, t.name, p.name)
      union all
      select rolname from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)`,
  },
  {
    id: "append-only-triggers",
    says: "The triggers that refuse to change what was written for good are there and in force.",
    violations: `
      select t.name as subject from (values ${neverChange}) as t(name)
      where 2 > (select count(*) from pg_trigger g where g.tgrelid = t.name::regclass and g.tgenabled in ('O', 'A')
                 and g.tgfoid = 'refuse_change'::regproc)`,
  },
  {
    id: "staff-events",
    says: "Every event of a member of staff names one that exists.",
    violations: `
      select e.id::text as subject from events e
      where e.actor_kind = 'staff' and not exists (select from staff s where s.id = e.actor_id)`,
  },
  {
    id: "leases",
    says: "Every running task has a lease, and no other task has one.",
    violations: `
      select id::text as subject from outbox where (state = 'running') <> (lease_until is not null) and state <> 'done'`,
  },
  {
    id: "uploads",
    says: "A file that is complete has a hash, a place and every byte of its parts, or is a table that was fetched, with the hash the log tells.",
    violations: `
      select u.id::text as subject from uploads u
      left join (select upload_id, sum(bytes) as bytes from upload_parts group by 1) p on p.upload_id = u.id
      where u.state = 'complete' and (u.sha256 is null or u.stored_as is null or u.bytes_expected is distinct from p.bytes)
        and not (p.bytes is null and u.stored_as is not null and exists (
          select from events e where e.action = 'catalog.fetched' and e.incident_id = u.incident_id
            and e.detail ->> (replace(u.file_name, '.csv', '') || ' sha256') = u.sha256))`,
  },
];
