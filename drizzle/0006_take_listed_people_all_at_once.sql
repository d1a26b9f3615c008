-- The first form let rows in whenever the list's own row had been touched in the same transaction. What was frozen
-- says how many people it holds: all of them come in one statement, and none after.
CREATE OR REPLACE FUNCTION refuse_late_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM affected_lists l
    WHERE l.id IN (SELECT DISTINCT list_id FROM added)
      AND l.people_count <> (SELECT count(*) FROM affected_people p WHERE p.list_id = l.id)
  ) THEN
    RAISE EXCEPTION 'affected_people of a frozen list take no further row' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
