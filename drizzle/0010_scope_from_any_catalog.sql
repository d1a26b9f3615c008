CREATE TABLE "catalog_mappings" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"header_hash" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_index_rows" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "document_index_rows_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"index_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"raw" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"reason_column" integer,
	"path" text,
	"claim_number" text,
	"class_code" text,
	"document_key" text,
	"received_on" text,
	CONSTRAINT "document_index_rows_reason" CHECK ("document_index_rows"."outcome" = 'row' or "document_index_rows"."reason" <> '')
);
--> statement-breakpoint
CREATE TABLE "document_indexes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"upload_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"encoding" text NOT NULL,
	"delimiter" text DEFAULT ',' NOT NULL,
	"mapping" jsonb NOT NULL,
	"mode" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"content_hash" text NOT NULL,
	"bytes_total" bigint NOT NULL,
	"bytes_read" bigint DEFAULT 0 NOT NULL,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_taken" integer DEFAULT 0 NOT NULL,
	"rows_duplicate" integer DEFAULT 0 NOT NULL,
	"rows_rejected" integer DEFAULT 0 NOT NULL,
	"problem" jsonb,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_indexes_account" CHECK ("document_indexes"."state" <> 'read' or "document_indexes"."rows_read" = "document_indexes"."rows_taken" + "document_indexes"."rows_duplicate" + "document_indexes"."rows_rejected")
);
--> statement-breakpoint
CREATE TABLE "path_rule_sets" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"made_by" text,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"activated_by" text,
	"activated_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "path_rules" (
	"set_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"name" text NOT NULL,
	"action" text NOT NULL,
	"pattern" text NOT NULL,
	"class_code" text,
	CONSTRAINT "path_rules_set_id_position_pk" PRIMARY KEY("set_id","position")
);
--> statement-breakpoint
CREATE TABLE "line_mends" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"upload_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"lines" integer DEFAULT 1 NOT NULL,
	"mended" text NOT NULL,
	"reason" text NOT NULL,
	"mended_by" text NOT NULL,
	"mended_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "line_mends_lines" CHECK ("line_mends"."lines" > 0)
);
--> statement-breakpoint
CREATE TABLE "match_candidates" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"one_person_id" uuid NOT NULL,
	"other_person_id" uuid NOT NULL,
	"score" smallint NOT NULL,
	"evidence" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "match_candidates_order" CHECK ("match_candidates"."one_person_id" < "match_candidates"."other_person_id"),
	CONSTRAINT "match_candidates_reason" CHECK ("match_candidates"."state" = 'waiting' or "match_candidates"."reason" <> '')
);
--> statement-breakpoint
CREATE TABLE "party_links" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"claim_number" text NOT NULL,
	"role" text NOT NULL,
	"person_id" uuid NOT NULL,
	"evidence" jsonb NOT NULL,
	"reason" text NOT NULL,
	"linked_by" text NOT NULL,
	"linked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_by" text,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "person_merges" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"kept_person_id" uuid NOT NULL,
	"merged_person_id" uuid NOT NULL,
	"evidence" jsonb NOT NULL,
	"reason" text NOT NULL,
	"merged_by" text NOT NULL,
	"merged_at" timestamp with time zone DEFAULT now() NOT NULL,
	"unmerged_by" text,
	"unmerged_at" timestamp with time zone,
	"unmerge_reason" text,
	CONSTRAINT "person_merges_unmerged" CHECK (num_nonnulls("person_merges"."unmerged_by", "person_merges"."unmerged_at", "person_merges"."unmerge_reason") in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "absence_certificates" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"number" text NOT NULL,
	"list_id" uuid NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"issued_by" text NOT NULL,
	"issued_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "absence_certificates_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "scope_measure_parts" (
	"incident_id" uuid NOT NULL,
	"part" smallint NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "scope_measure_parts_incident_id_part_pk" PRIMARY KEY("incident_id","part")
);
--> statement-breakpoint
CREATE TABLE "scope_measures" (
	"incident_id" uuid PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"measured_at" timestamp with time zone DEFAULT now() NOT NULL,
	"people" integer NOT NULL,
	"places" bigint NOT NULL,
	"outline" jsonb NOT NULL
);
--> statement-breakpoint
DROP INDEX "catalog_imports_content";--> statement-breakpoint
ALTER TABLE "exposures" DROP CONSTRAINT "exposures_person_id_document_id_pk";--> statement-breakpoint
ALTER TABLE "exposures" ADD CONSTRAINT "exposures_person_id_document_id_role_pk" PRIMARY KEY("person_id","document_id","role");--> statement-breakpoint
ALTER TABLE "catalog_imports" ADD COLUMN "rows_written" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "catalog_imports" ADD COLUMN "mapping" jsonb;--> statement-breakpoint
ALTER TABLE "catalog_imports" ADD COLUMN "replaces_import_id" uuid;--> statement-breakpoint
ALTER TABLE "document_classes" ADD COLUMN "words" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "document_classes" ADD COLUMN "position" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "record_key" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "beneficiary_name" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "proxy_name" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "proxy_relation" text;--> statement-breakpoint
ALTER TABLE "person_records" ADD COLUMN "beneficiary_name" text;--> statement-breakpoint
ALTER TABLE "person_records" ADD COLUMN "proxy_name" text;--> statement-breakpoint
ALTER TABLE "person_records" ADD COLUMN "proxy_relation" text;--> statement-breakpoint
ALTER TABLE "catalog_mappings" ADD CONSTRAINT "catalog_mappings_saved_by_staff_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_index_rows" ADD CONSTRAINT "document_index_rows_index_id_document_indexes_id_fk" FOREIGN KEY ("index_id") REFERENCES "public"."document_indexes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_indexes" ADD CONSTRAINT "document_indexes_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_indexes" ADD CONSTRAINT "document_indexes_upload_id_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."uploads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_rule_sets" ADD CONSTRAINT "path_rule_sets_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_rule_sets" ADD CONSTRAINT "path_rule_sets_made_by_staff_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_rule_sets" ADD CONSTRAINT "path_rule_sets_activated_by_staff_id_fk" FOREIGN KEY ("activated_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_rules" ADD CONSTRAINT "path_rules_set_id_path_rule_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."path_rule_sets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_mends" ADD CONSTRAINT "line_mends_upload_id_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."uploads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_mends" ADD CONSTRAINT "line_mends_mended_by_staff_id_fk" FOREIGN KEY ("mended_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_candidates" ADD CONSTRAINT "match_candidates_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_candidates" ADD CONSTRAINT "match_candidates_one_person_id_people_id_fk" FOREIGN KEY ("one_person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_candidates" ADD CONSTRAINT "match_candidates_other_person_id_people_id_fk" FOREIGN KEY ("other_person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_candidates" ADD CONSTRAINT "match_candidates_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "party_links" ADD CONSTRAINT "party_links_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "party_links" ADD CONSTRAINT "party_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "party_links" ADD CONSTRAINT "party_links_linked_by_staff_id_fk" FOREIGN KEY ("linked_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "party_links" ADD CONSTRAINT "party_links_revoked_by_staff_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_kept_person_id_people_id_fk" FOREIGN KEY ("kept_person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_merged_person_id_people_id_fk" FOREIGN KEY ("merged_person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_merged_by_staff_id_fk" FOREIGN KEY ("merged_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_unmerged_by_staff_id_fk" FOREIGN KEY ("unmerged_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence_certificates" ADD CONSTRAINT "absence_certificates_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence_certificates" ADD CONSTRAINT "absence_certificates_list_id_affected_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."affected_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence_certificates" ADD CONSTRAINT "absence_certificates_issued_by_staff_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scope_measure_parts" ADD CONSTRAINT "scope_measure_parts_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scope_measures" ADD CONSTRAINT "scope_measures_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "catalog_mappings_header" ON "catalog_mappings" USING btree ("header_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "document_index_rows_line" ON "document_index_rows" USING btree ("index_id","line");--> statement-breakpoint
CREATE INDEX "document_index_rows_path" ON "document_index_rows" USING btree ("index_id",md5("path"));--> statement-breakpoint
CREATE UNIQUE INDEX "document_indexes_content" ON "document_indexes" USING btree ("incident_id","content_hash") WHERE "document_indexes"."state" in ('queued', 'reading', 'read');--> statement-breakpoint
CREATE UNIQUE INDEX "path_rule_sets_version" ON "path_rule_sets" USING btree ("incident_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "path_rule_sets_one_active" ON "path_rule_sets" USING btree ("incident_id") WHERE "path_rule_sets"."state" = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "path_rule_sets_one_draft" ON "path_rule_sets" USING btree ("incident_id") WHERE "path_rule_sets"."state" = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "path_rules_name" ON "path_rules" USING btree ("set_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "line_mends_line" ON "line_mends" USING btree ("upload_id","line") WHERE "line_mends"."revoked_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "match_candidates_pair" ON "match_candidates" USING btree ("incident_id","one_person_id","other_person_id");--> statement-breakpoint
CREATE INDEX "match_candidates_queue" ON "match_candidates" USING btree ("incident_id","state","score" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE UNIQUE INDEX "party_links_live" ON "party_links" USING btree ("incident_id","claim_number","role") WHERE "party_links"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "party_links_person" ON "party_links" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_merges_live" ON "person_merges" USING btree ("merged_person_id") WHERE "person_merges"."unmerged_at" is null;--> statement-breakpoint
CREATE INDEX "person_merges_kept" ON "person_merges" USING btree ("kept_person_id");--> statement-breakpoint
CREATE INDEX "absence_certificates_incident" ON "absence_certificates" USING btree ("incident_id","issued_at");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_merged_into_people_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "people_record_key" ON "people" USING btree ("incident_id","record_key");--> statement-breakpoint
CREATE INDEX "people_merged_into" ON "people" USING btree ("merged_into") WHERE "people"."merged_into" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "catalog_imports_content" ON "catalog_imports" USING btree ("incident_id","content_hash") WHERE "catalog_imports"."state" in ('queued', 'reading', 'read');--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_one_identity" CHECK (num_nonnulls("people"."insured_number", "people"."record_key") = 1);--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_not_merged_into_themselves" CHECK ("people"."merged_into" is distinct from "people"."id");