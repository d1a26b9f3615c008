CREATE TABLE "catalog_job_entries" (
	"import_id" uuid NOT NULL,
	"job_id" integer NOT NULL,
	"files" bigint NOT NULL,
	"directories" bigint NOT NULL,
	"base_files" bigint NOT NULL,
	"without_index" bigint NOT NULL,
	CONSTRAINT "catalog_job_entries_import_id_job_id_pk" PRIMARY KEY("import_id","job_id")
);
--> statement-breakpoint
CREATE TABLE "catalog_row_counts" (
	"import_id" uuid NOT NULL,
	"bucket" text NOT NULL,
	"bucket_rule" text NOT NULL,
	"rows" bigint NOT NULL,
	CONSTRAINT "catalog_row_counts_import_id_bucket_bucket_rule_pk" PRIMARY KEY("import_id","bucket","bucket_rule")
);
--> statement-breakpoint
ALTER TABLE "catalog_rows" ADD COLUMN "path_rule" text;--> statement-breakpoint
ALTER TABLE "catalog_job_entries" ADD CONSTRAINT "catalog_job_entries_import_id_catalog_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."catalog_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_row_counts" ADD CONSTRAINT "catalog_row_counts_import_id_catalog_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."catalog_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "people_affected_by_kana" ON "people" USING btree ("incident_id",coalesce("kana_key", ''),"id") WHERE "people"."affected";