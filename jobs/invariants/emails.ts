import type { Invariant } from "./invariant";

/** E-mail: nobody twice, nobody forgotten, and what nobody knows is said. */
export const ofEmails: readonly Invariant[] = [
  {
    id: "email-owed",
    says: "An e-mail is owed only to whom the post does not reach and who agreed to it, to the address on the list.",
    violations: `
      select e.id::text as subject from notices e
      join affected_people a on a.list_id = e.list_id and a.person_id = e.person_id
      left join notices l on l.incident_id = e.incident_id and l.person_id = e.person_id and l.channel = 'letter'
      where e.channel = 'email' and e.state = 'owed' and not coalesce(
        l.state = 'withheld' and l.withheld_reason in ('no-address', 'returned', 'substitute', 'suppressed')
        and a.canonical::jsonb ->> 'email' <> '' and (a.canonical::jsonb ->> 'emailConsent')::boolean, false)`,
  },
  {
    id: "email-not-forgotten",
    says: "Whoever the post does not reach and who agreed to e-mail has an e-mail notice, owed or withheld with a reason.",
    violations: `
      select l.id::text as subject from notices l
      join affected_people a on a.list_id = l.list_id and a.person_id = l.person_id
      where l.channel = 'letter' and l.state = 'withheld' and l.withheld_reason in ('no-address', 'returned', 'substitute')
        and l.addressee in ('insured', 'policyholder')
        and coalesce(a.canonical::jsonb ->> 'email', '') <> '' and (a.canonical::jsonb ->> 'emailConsent')::boolean
        and not exists (select from notices e where e.incident_id = l.incident_id and e.person_id = l.person_id
          and e.channel = 'email' and (e.state = 'owed' or e.withheld_reason is not null))`,
  },
  {
    id: "one-live-email",
    says: "Nobody has two live e-mails of one incident.",
    violations: `
      select min(id::text) as subject from email_messages
      where kind = 'notice' and state not in ('refused', 'bounced', 'cancelled')
      group by incident_id, person_id having count(*) > 1`,
  },
  {
    id: "email-to-its-person",
    says: "No e-mail is for anybody but the person of its notice, and none for a notice of another channel.",
    violations: `
      select m.id::text as subject from email_messages m join notices n on n.id = m.notice_id
      where m.person_id <> n.person_id or m.incident_id <> n.incident_id or n.channel <> 'email'`,
  },
  {
    id: "email-words-approved",
    says: "Whatever was handed to a mail server was in words a second person approved, under a Message-ID, with its bytes known by hash.",
    violations: `
      select m.id::text as subject from email_messages m
      left join email_templates t on t.id = m.email_template_id
      where m.state in ('claimed', 'sent', 'unknown', 'bounced') and (m.message_id is null or m.body_sha256 is null
        or m.kind = 'notice' and (t.id is null or t.decided_by is null or t.decided_by = t.submitted_by))
      union all
      select id::text from email_messages where (state = 'sent') and sent_at is null`,
  },
  {
    id: "email-claim-named",
    says: "A message whose worker vanished is called unknown within the hour; nobody is left in a claim.",
    violations: `
      select id::text as subject from email_messages
      where state = 'claimed' and claimed_at < clock_timestamp() - interval '1 hour'`,
  },
  {
    id: "undelivered-email-told-otherwise",
    says: "Whoever's e-mail was refused or came back is shown as not told by it, unless another message is on its way or a list says another address.",
    violations: `
      select n.id::text as subject from notices n
      join lateral (select m.state, m.to_address from email_messages m where m.notice_id = n.id
                    order by m.generation desc limit 1) last on last.state in ('refused', 'bounced')
      join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
      where n.state = 'owed' and a.canonical::jsonb ->> 'email' = last.to_address`,
  },
];
