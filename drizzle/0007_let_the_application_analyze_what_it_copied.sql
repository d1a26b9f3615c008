-- ANALYZE is the owner's right. Without it the planner takes tables that were filled a moment ago for empty ones.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'owabi_app') THEN
    GRANT MAINTAIN ON catalog_rows, catalog_row_media, job_media, documents, document_sources, person_records, people,
      exposures TO owabi_app;
  END IF;
END $$;
