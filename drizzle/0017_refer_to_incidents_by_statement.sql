ALTER TABLE "documents" DROP CONSTRAINT "documents_incident_id_incidents_id_fk";
--> statement-breakpoint
ALTER TABLE "people" DROP CONSTRAINT "people_incident_id_incidents_id_fk";
--> statement-breakpoint
DROP INDEX "people_record_key";--> statement-breakpoint
CREATE UNIQUE INDEX "people_record_key" ON "people" USING btree ("incident_id","record_key") WHERE "people"."record_key" is not null;--> statement-breakpoint
CREATE TRIGGER documents_refer AFTER INSERT ON documents REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refer_to_rows_that_are_there('incident_id', 'incidents');
--> statement-breakpoint
CREATE TRIGGER people_refer AFTER INSERT ON people REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refer_to_rows_that_are_there('incident_id', 'incidents');
--> statement-breakpoint
CREATE TRIGGER incidents_kept AFTER DELETE ON incidents REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION keep_rows_referred_to('documents', 'incident_id', 'people', 'incident_id');
