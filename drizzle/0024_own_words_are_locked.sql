ALTER TABLE "letter_preferences" ADD CONSTRAINT "letter_preferences_variant" CHECK ("letter_preferences"."variant" in ('large', 'english'));--> statement-breakpoint
ALTER TABLE "letter_texts" ADD CONSTRAINT "letter_texts_own_name" CHECK ("letter_texts"."name" ~ '^own-[a-z0-9-]{1,36}$' and "letter_texts"."version" ~ '^v[1-9][0-9]{0,3}$');--> statement-breakpoint
ALTER TABLE "letter_texts" ADD CONSTRAINT "letter_texts_size" CHECK (char_length("letter_texts"."text") <= 40000);--> statement-breakpoint
CREATE FUNCTION keep_locked_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.locked_at IS NOT NULL THEN
    RAISE EXCEPTION 'words that were put forward are never changed: write the next version';
  END IF;
  RETURN coalesce(new, old);
END $$;
--> statement-breakpoint
CREATE TRIGGER letter_texts_locked BEFORE UPDATE OR DELETE ON letter_texts
  FOR EACH ROW EXECUTE FUNCTION keep_locked_words();
