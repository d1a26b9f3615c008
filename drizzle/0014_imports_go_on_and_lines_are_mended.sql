DROP INDEX "catalog_imports_content";--> statement-breakpoint
DROP INDEX "master_imports_content";--> statement-breakpoint
ALTER TABLE "catalog_imports" ADD COLUMN "pace" jsonb;--> statement-breakpoint
ALTER TABLE "catalog_imports" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "catalog_imports" ADD COLUMN "mend_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "catalog_imports" ADD COLUMN "mends_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "catalog_rows" ADD COLUMN "reason_column" text;--> statement-breakpoint
ALTER TABLE "catalog_rows" ADD COLUMN "code_point" text;--> statement-breakpoint
ALTER TABLE "line_mends" ADD COLUMN "received" text NOT NULL;--> statement-breakpoint
ALTER TABLE "line_mends" ADD COLUMN "revoked_by" text;--> statement-breakpoint
ALTER TABLE "master_imports" ADD COLUMN "pace" jsonb;--> statement-breakpoint
ALTER TABLE "master_imports" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "master_imports" ADD COLUMN "replaces_import_id" uuid;--> statement-breakpoint
ALTER TABLE "master_imports" ADD COLUMN "mend_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "master_imports" ADD COLUMN "mends_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "line_mends" ADD CONSTRAINT "line_mends_revoked_by_staff_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "catalog_imports_one_successor" ON "catalog_imports" USING btree ("replaces_import_id") WHERE "catalog_imports"."state" in ('queued', 'reading', 'read');--> statement-breakpoint
CREATE UNIQUE INDEX "master_imports_one_successor" ON "master_imports" USING btree ("replaces_import_id") WHERE "master_imports"."state" in ('queued', 'reading', 'read');--> statement-breakpoint
CREATE UNIQUE INDEX "catalog_imports_content" ON "catalog_imports" USING btree ("incident_id","content_hash","mends_hash") WHERE "catalog_imports"."state" in ('queued', 'reading', 'read');--> statement-breakpoint
CREATE UNIQUE INDEX "master_imports_content" ON "master_imports" USING btree ("incident_id","content_hash","mends_hash") WHERE "master_imports"."state" in ('queued', 'reading', 'read');--> statement-breakpoint
ALTER TABLE "line_mends" ADD CONSTRAINT "line_mends_revoked" CHECK (num_nonnulls("line_mends"."revoked_by", "line_mends"."revoked_at") in (0, 2));--> statement-breakpoint
UPDATE catalog_imports SET rows_written = rows_read WHERE state = 'read';--> statement-breakpoint
UPDATE master_imports SET state = 'withdrawn', problem = NULL WHERE state = 'failed' AND problem ->> 'reason' = 'master-import.withdrawn';
