-- As in 0016, but asked for their number: asked whether any exists, the planner expects to find one at once and looks
-- every row up by itself. All of them are there nearly always, and one pass over both is cheaper.
CREATE OR REPLACE FUNCTION refer_to_rows_that_are_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  pair int;
  orphaned boolean;
BEGIN
  FOR pair IN 0 .. TG_NARGS / 2 - 1 LOOP
    EXECUTE format('SELECT count(*) > 0 FROM added a WHERE NOT EXISTS (SELECT FROM %I p WHERE p.id = a.%I)',
                   TG_ARGV[2 * pair + 1], TG_ARGV[2 * pair]) INTO orphaned;
    IF orphaned THEN
      RAISE EXCEPTION '%.% refers to no row of %', TG_TABLE_NAME, TG_ARGV[2 * pair], TG_ARGV[2 * pair + 1]
        USING ERRCODE = 'foreign_key_violation';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
