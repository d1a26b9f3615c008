ALTER TABLE "piece_scans" ADD COLUMN "sheet" integer;--> statement-breakpoint
-- What was printed and posted before pieces had a stage was counted as a whole.
UPDATE print_run_letters rl SET
  stage = CASE WHEN r.state = 'handed-over' THEN 'handed-over' WHEN l.state = 'void' THEN 'void'
               WHEN r.state = 'printed' THEN 'printed' ELSE 'pending' END,
  stage_at = CASE WHEN r.state = 'handed-over' THEN r.handed_over_at WHEN r.state = 'printed' THEN r.printed_at END,
  stage_by = CASE WHEN r.state IN ('handed-over', 'printed') THEN 'count' END
FROM print_runs r, letters l WHERE r.id = rl.print_run_id AND l.id = rl.letter_id;
--> statement-breakpoint
UPDATE print_runs r SET
  pending_count = d.pending_count,
  printed_pieces = d.printed_pieces,
  inserted_pieces = d.inserted_pieces,
  sealed_pieces = d.sealed_pieces,
  handed_over_pieces = d.handed_over_pieces,
  spoiled_pieces = d.spoiled_pieces,
  void_pieces = d.void_pieces
FROM (
  SELECT print_run_id,
    count(*) FILTER (WHERE stage = 'pending') AS pending_count,
    count(*) FILTER (WHERE stage = 'printed') AS printed_pieces,
    count(*) FILTER (WHERE stage = 'inserted') AS inserted_pieces,
    count(*) FILTER (WHERE stage = 'sealed') AS sealed_pieces,
    count(*) FILTER (WHERE stage = 'handed-over') AS handed_over_pieces,
    count(*) FILTER (WHERE stage = 'spoiled') AS spoiled_pieces,
    count(*) FILTER (WHERE stage = 'void') AS void_pieces
  FROM print_run_letters GROUP BY 1
) d WHERE r.id = d.print_run_id;
--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_printed" CHECK ("print_runs"."state" not in ('printed', 'handed-over') or "print_runs"."pending_count" = 0);--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_handed_over" CHECK ("print_runs"."state" <> 'handed-over' or ("print_runs"."handed_over_count" is not null and "print_runs"."handed_over_count" = "print_runs"."handed_over_pieces" and "print_runs"."printed_pieces" + "print_runs"."inserted_pieces" + "print_runs"."sealed_pieces" = 0));--> statement-breakpoint
-- By statement: 40,000 pieces planned at once are one update of their runs.
CREATE FUNCTION count_pieces_by_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE print_runs r SET
      pending_count = r.pending_count + d.pending_count,
      printed_pieces = r.printed_pieces + d.printed_pieces,
      inserted_pieces = r.inserted_pieces + d.inserted_pieces,
      sealed_pieces = r.sealed_pieces + d.sealed_pieces,
      handed_over_pieces = r.handed_over_pieces + d.handed_over_pieces,
      spoiled_pieces = r.spoiled_pieces + d.spoiled_pieces,
      void_pieces = r.void_pieces + d.void_pieces
    FROM (
      SELECT print_run_id,
        coalesce(sum(n) FILTER (WHERE stage = 'pending'), 0)::int AS pending_count,
        coalesce(sum(n) FILTER (WHERE stage = 'printed'), 0)::int AS printed_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'inserted'), 0)::int AS inserted_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'sealed'), 0)::int AS sealed_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'handed-over'), 0)::int AS handed_over_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'spoiled'), 0)::int AS spoiled_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'void'), 0)::int AS void_pieces
      FROM (SELECT print_run_id, stage, count(*) AS n FROM added GROUP BY 1, 2) moved GROUP BY print_run_id
    ) d WHERE r.id = d.print_run_id AND (d.pending_count <> 0 OR d.printed_pieces <> 0 OR d.inserted_pieces <> 0 OR d.sealed_pieces <> 0 OR d.handed_over_pieces <> 0 OR d.spoiled_pieces <> 0 OR d.void_pieces <> 0);
  ELSIF TG_OP = 'DELETE' THEN
    UPDATE print_runs r SET
      pending_count = r.pending_count + d.pending_count,
      printed_pieces = r.printed_pieces + d.printed_pieces,
      inserted_pieces = r.inserted_pieces + d.inserted_pieces,
      sealed_pieces = r.sealed_pieces + d.sealed_pieces,
      handed_over_pieces = r.handed_over_pieces + d.handed_over_pieces,
      spoiled_pieces = r.spoiled_pieces + d.spoiled_pieces,
      void_pieces = r.void_pieces + d.void_pieces
    FROM (
      SELECT print_run_id,
        coalesce(sum(n) FILTER (WHERE stage = 'pending'), 0)::int AS pending_count,
        coalesce(sum(n) FILTER (WHERE stage = 'printed'), 0)::int AS printed_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'inserted'), 0)::int AS inserted_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'sealed'), 0)::int AS sealed_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'handed-over'), 0)::int AS handed_over_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'spoiled'), 0)::int AS spoiled_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'void'), 0)::int AS void_pieces
      FROM (SELECT print_run_id, stage, -count(*) AS n FROM gone GROUP BY 1, 2) moved GROUP BY print_run_id
    ) d WHERE r.id = d.print_run_id AND (d.pending_count <> 0 OR d.printed_pieces <> 0 OR d.inserted_pieces <> 0 OR d.sealed_pieces <> 0 OR d.handed_over_pieces <> 0 OR d.spoiled_pieces <> 0 OR d.void_pieces <> 0);
  ELSE
    UPDATE print_runs r SET
      pending_count = r.pending_count + d.pending_count,
      printed_pieces = r.printed_pieces + d.printed_pieces,
      inserted_pieces = r.inserted_pieces + d.inserted_pieces,
      sealed_pieces = r.sealed_pieces + d.sealed_pieces,
      handed_over_pieces = r.handed_over_pieces + d.handed_over_pieces,
      spoiled_pieces = r.spoiled_pieces + d.spoiled_pieces,
      void_pieces = r.void_pieces + d.void_pieces
    FROM (
      SELECT print_run_id,
        coalesce(sum(n) FILTER (WHERE stage = 'pending'), 0)::int AS pending_count,
        coalesce(sum(n) FILTER (WHERE stage = 'printed'), 0)::int AS printed_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'inserted'), 0)::int AS inserted_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'sealed'), 0)::int AS sealed_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'handed-over'), 0)::int AS handed_over_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'spoiled'), 0)::int AS spoiled_pieces,
        coalesce(sum(n) FILTER (WHERE stage = 'void'), 0)::int AS void_pieces
      FROM (SELECT print_run_id, stage, sum(n) AS n FROM (
        SELECT print_run_id, stage, 1 AS n FROM added UNION ALL SELECT print_run_id, stage, -1 FROM gone) each GROUP BY 1, 2) moved GROUP BY print_run_id
    ) d WHERE r.id = d.print_run_id AND (d.pending_count <> 0 OR d.printed_pieces <> 0 OR d.inserted_pieces <> 0 OR d.sealed_pieces <> 0 OR d.handed_over_pieces <> 0 OR d.spoiled_pieces <> 0 OR d.void_pieces <> 0);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER print_run_letters_added AFTER INSERT ON print_run_letters
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_pieces_by_stage();
--> statement-breakpoint
CREATE TRIGGER print_run_letters_gone AFTER DELETE ON print_run_letters
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION count_pieces_by_stage();
--> statement-breakpoint
CREATE TRIGGER print_run_letters_moved AFTER UPDATE ON print_run_letters
  REFERENCING OLD TABLE AS gone NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_pieces_by_stage();
--> statement-breakpoint
-- Generated = pending + printed + … + spoiled + void, per run, at every commit.
CREATE FUNCTION refuse_uncounted_piece() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  run print_runs%ROWTYPE;
BEGIN
  SELECT * INTO run FROM print_runs WHERE id = NEW.id;
  IF FOUND AND run.letter_count <> run.pending_count + run.printed_pieces + run.inserted_pieces + run.sealed_pieces
      + run.handed_over_pieces + run.spoiled_pieces + run.void_pieces THEN
    RAISE EXCEPTION 'the pieces of run % do not make up its % letters', run.id, run.letter_count
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER print_runs_add_up AFTER INSERT OR UPDATE ON print_runs
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_uncounted_piece();
--> statement-breakpoint
-- A sealed run only loses what cannot be printed; a rendered one keeps its number.
CREATE FUNCTION refuse_recount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'run % is sealed: its number of letters stands', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER print_runs_keep_count BEFORE UPDATE OF letter_count ON print_runs FOR EACH ROW
  WHEN (NEW.letter_count <> OLD.letter_count AND OLD.state <> 'open'
    AND NOT (OLD.state = 'sealed' AND NEW.letter_count < OLD.letter_count))
  EXECUTE FUNCTION refuse_recount();
--> statement-breakpoint
CREATE FUNCTION refuse_revival() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a piece that is % goes nowhere', OLD.stage USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER print_run_letters_ends BEFORE UPDATE OF stage ON print_run_letters FOR EACH ROW
  WHEN (OLD.stage = 'void' AND NEW.stage <> 'void' OR OLD.stage = 'spoiled' AND NEW.stage NOT IN ('spoiled', 'void'))
  EXECUTE FUNCTION refuse_revival();
--> statement-breakpoint
CREATE TRIGGER piece_scans_never_change BEFORE UPDATE OR DELETE ON piece_scans FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER piece_scans_never_emptied BEFORE TRUNCATE ON piece_scans FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'owabi_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON piece_scans FROM owabi_app;
  END IF;
END $$;
