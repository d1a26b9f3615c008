-- A run that was rendered before its sheets bore codes and its pages were read back, and that was not printed, is
-- rendered again: its words, approved without a look at every letter, are refused there and approved anew.
WITH unread AS (
  SELECT id FROM print_runs r WHERE r.state = 'rendered'
    AND NOT EXISTS (SELECT FROM print_run_letters p WHERE p.print_run_id = r.id AND p.sha256 IS NOT NULL)),
asked AS (
  UPDATE outbox o SET state = 'ready', attempts = 0, next_at = clock_timestamp(), dispatched_at = NULL, done_at = NULL
  FROM unread u WHERE o.dedupe_key = 'render-print-run:' || u.id),
placed AS (
  UPDATE print_run_letters p SET first_page = NULL, pages = NULL FROM unread u WHERE p.print_run_id = u.id)
UPDATE print_runs r SET state = 'sealed', rendered_at = NULL, page_count = NULL, pdf_sha256 = NULL, pdf_bytes = NULL,
  pdf_stored_as = NULL
FROM unread u WHERE r.id = u.id;
--> statement-breakpoint
-- All migrations are one transaction: a later one may alter the table, which waits for no check that is still to come.
SET CONSTRAINTS ALL IMMEDIATE;
