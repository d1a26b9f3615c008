import type { Invariant } from "./invariant";

/** What was promised and who was told. */
export const ofCalls: readonly Invariant[] = [
  {
    id: "call-tasks",
    says: "Everybody who is owed a call has a task for it, unless one is just being opened.",
    violations: `
      select n.id::text as subject from notices n
      where n.channel = 'call' and n.state = 'owed' and not exists (
          select from call_tasks t where t.notice_id = n.id and t.person_id = n.person_id)
        and not exists (select from outbox o where o.name = 'open-call-tasks'
          and o.incident_id = n.incident_id::text and o.state in ('ready', 'running'))`,
  },
  {
    id: "slot-capacity",
    says: "No slot holds more promises than it can, and it counts exactly those that were not cancelled.",
    violations: `
      select s.id::text as subject from callback_slots s
      left join (select slot_id, count(*) as promises from callbacks where state <> 'cancelled' group by 1) c
        on c.slot_id = s.id
      where s.booked > s.capacity or s.booked <> coalesce(c.promises, 0)`,
  },
  {
    id: "one-live-promise",
    says: "A call task is promised exactly while one live callback stands for it.",
    violations: `
      select t.id::text as subject from call_tasks t
      left join (select call_task_id, count(*) as live from callbacks where state = 'booked' group by 1) c
        on c.call_task_id = t.id
      where coalesce(c.live, 0) <> case when t.state = 'promised' then 1 else 0 end`,
  },
  {
    id: "attempts",
    says: "A call task has as many attempts as were recorded, and a time when it was done if it is.",
    violations: `
      select t.id::text as subject from call_tasks t
      left join (select call_task_id, count(*) as attempts from call_attempts group by 1) a on a.call_task_id = t.id
      where t.attempts <> coalesce(a.attempts, 0) or (t.state = 'done') <> (t.done_at is not null)`,
  },
  {
    id: "grants-end",
    says: "Nobody may be told anything after the call: no permission outlives the call it was given in.",
    violations: `
      select v.id::text as subject from caller_verifications v join calls c on c.id = v.call_id
      where v.result = 'passed' and c.ended_at is not null and v.grant_ended_at is null`,
  },
];
