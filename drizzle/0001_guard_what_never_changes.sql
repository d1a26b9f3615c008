CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: its rows never change', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER events_never_change BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER events_never_emptied BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER custody_events_never_change BEFORE UPDATE OR DELETE ON custody_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER custody_events_never_emptied BEFORE TRUNCATE ON custody_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER affected_people_never_change BEFORE UPDATE OR DELETE ON affected_people FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER affected_people_never_emptied BEFORE TRUNCATE ON affected_people FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A frozen list takes its rows in the transaction that freezes it and none after.
CREATE FUNCTION refuse_late_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM affected_lists l
    WHERE l.id IN (SELECT DISTINCT list_id FROM added) AND l.xmin::text <> (pg_current_xact_id()::text::numeric % 4294967296)::text
  ) THEN
    RAISE EXCEPTION 'affected_people of a frozen list take no further row' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER affected_people_no_late_row AFTER INSERT ON affected_people
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_row();
--> statement-breakpoint
CREATE FUNCTION refuse_relisting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.incident_id, NEW.version, NEW.people_count, NEW.document_count, NEW.content_hash, NEW.frozen_by, NEW.frozen_at)
     IS DISTINCT FROM
     (OLD.id, OLD.incident_id, OLD.version, OLD.people_count, OLD.document_count, OLD.content_hash, OLD.frozen_by, OLD.frozen_at) THEN
    RAISE EXCEPTION 'a frozen list keeps what was frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER affected_lists_keep_content BEFORE UPDATE ON affected_lists FOR EACH ROW EXECUTE FUNCTION refuse_relisting();
--> statement-breakpoint
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'owabi_app') THEN
    GRANT USAGE ON SCHEMA public TO owabi_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO owabi_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO owabi_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO owabi_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO owabi_app;
    REVOKE UPDATE, DELETE, TRUNCATE ON events, custody_events, affected_people FROM owabi_app;
  END IF;
END $$;
