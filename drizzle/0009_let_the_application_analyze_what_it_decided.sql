-- As 0007, for what is decided for everybody at once: the list, the notices, the letters, the calls.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'owabi_app') THEN
    GRANT MAINTAIN ON affected_people, notices, letters, print_run_letters, call_tasks TO owabi_app;
  END IF;
END $$;
