ALTER TABLE "catalog_row_media" DROP CONSTRAINT "catalog_row_media_catalog_row_id_catalog_rows_id_fk";
--> statement-breakpoint
ALTER TABLE "catalog_row_media" DROP CONSTRAINT "catalog_row_media_medium_id_media_id_fk";
--> statement-breakpoint
ALTER TABLE "catalog_rows" DROP CONSTRAINT "catalog_rows_import_id_catalog_imports_id_fk";
--> statement-breakpoint
ALTER TABLE "document_sources" DROP CONSTRAINT "document_sources_document_id_documents_id_fk";
--> statement-breakpoint
ALTER TABLE "document_sources" DROP CONSTRAINT "document_sources_catalog_row_id_catalog_rows_id_fk";
--> statement-breakpoint
ALTER TABLE "document_sources" DROP CONSTRAINT "document_sources_medium_id_media_id_fk";
--> statement-breakpoint
ALTER TABLE "exposures" DROP CONSTRAINT "exposures_person_id_people_id_fk";
--> statement-breakpoint
ALTER TABLE "exposures" DROP CONSTRAINT "exposures_document_id_documents_id_fk";
--> statement-breakpoint
DROP INDEX "catalog_rows_bucket";--> statement-breakpoint
CREATE INDEX "catalog_rows_set_apart" ON "catalog_rows" USING btree ("import_id","bucket","bucket_rule","id") WHERE "catalog_rows"."bucket_rule" <> 'not-on-lost-medium';--> statement-breakpoint
-- A foreign key looks at one row at a time, which is most of the cost of a table that is filled by the million. These
-- triggers say the same over all rows of a statement at once. Arguments: column, table it refers to, and so on.
-- A parent deleted while a child is being added is not seen; both happen under the lock of the derivation only.
CREATE FUNCTION refer_to_rows_that_are_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  pair int;
  orphaned boolean;
BEGIN
  FOR pair IN 0 .. TG_NARGS / 2 - 1 LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM added a WHERE NOT EXISTS (SELECT FROM %I p WHERE p.id = a.%I))',
                   TG_ARGV[2 * pair + 1], TG_ARGV[2 * pair]) INTO orphaned;
    IF orphaned THEN
      RAISE EXCEPTION '%.% refers to no row of %', TG_TABLE_NAME, TG_ARGV[2 * pair], TG_ARGV[2 * pair + 1]
        USING ERRCODE = 'foreign_key_violation';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER catalog_row_media_refer AFTER INSERT ON catalog_row_media REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refer_to_rows_that_are_there('catalog_row_id', 'catalog_rows', 'medium_id', 'media');
--> statement-breakpoint
CREATE TRIGGER document_sources_refer AFTER INSERT ON document_sources REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refer_to_rows_that_are_there('document_id', 'documents', 'catalog_row_id', 'catalog_rows', 'medium_id', 'media');
--> statement-breakpoint
CREATE TRIGGER exposures_refer AFTER INSERT ON exposures REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refer_to_rows_that_are_there('person_id', 'people', 'document_id', 'documents');
--> statement-breakpoint
-- Arguments: table that refers, its column, and so on. Its rows go with those they refer to.
CREATE FUNCTION take_referring_rows_along() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  pair int;
BEGIN
  FOR pair IN 0 .. TG_NARGS / 2 - 1 LOOP
    EXECUTE format('DELETE FROM %I c USING gone g WHERE c.%I = g.id', TG_ARGV[2 * pair], TG_ARGV[2 * pair + 1]);
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER catalog_imports_take_along AFTER DELETE ON catalog_imports REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION take_referring_rows_along('catalog_rows', 'import_id');
--> statement-breakpoint
CREATE TRIGGER catalog_rows_take_along AFTER DELETE ON catalog_rows REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION take_referring_rows_along('catalog_row_media', 'catalog_row_id', 'document_sources', 'catalog_row_id');
--> statement-breakpoint
CREATE TRIGGER documents_take_along AFTER DELETE ON documents REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION take_referring_rows_along('document_sources', 'document_id', 'exposures', 'document_id');
--> statement-breakpoint
-- Arguments: table that refers, its column, and so on. Nothing goes that is referred to.
CREATE FUNCTION keep_rows_referred_to() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  pair int;
  referred boolean;
BEGIN
  FOR pair IN 0 .. TG_NARGS / 2 - 1 LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM gone g JOIN %I c ON c.%I = g.id)', TG_ARGV[2 * pair], TG_ARGV[2 * pair + 1])
      INTO referred;
    IF referred THEN
      RAISE EXCEPTION '%.% still refers to it', TG_ARGV[2 * pair], TG_ARGV[2 * pair + 1] USING ERRCODE = 'foreign_key_violation';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER media_kept AFTER DELETE ON media REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION keep_rows_referred_to('catalog_row_media', 'medium_id', 'document_sources', 'medium_id');
--> statement-breakpoint
CREATE TRIGGER people_kept AFTER DELETE ON people REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION keep_rows_referred_to('exposures', 'person_id');
