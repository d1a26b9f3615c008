CREATE TRIGGER absence_certificates_never_change BEFORE UPDATE OR DELETE ON absence_certificates FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER absence_certificates_never_emptied BEFORE TRUNCATE ON absence_certificates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'owabi_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON absence_certificates FROM owabi_app;
    GRANT MAINTAIN ON document_index_rows, match_candidates, person_merges, party_links, scope_measure_parts TO owabi_app;
  END IF;
END $$;
