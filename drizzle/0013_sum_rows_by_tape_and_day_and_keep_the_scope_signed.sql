CREATE TABLE "catalog_row_sums" (
	"import_id" uuid NOT NULL,
	"by" text NOT NULL,
	"of" text NOT NULL,
	"bucket" text NOT NULL,
	"rows" bigint NOT NULL,
	CONSTRAINT "catalog_row_sums_import_id_by_of_bucket_pk" PRIMARY KEY("import_id","by","of","bucket"),
	CONSTRAINT "catalog_row_sums_placed" CHECK ("catalog_row_sums"."bucket" <> 'unplaced' and "catalog_row_sums"."rows" > 0)
);
--> statement-breakpoint
ALTER TABLE "affected_lists" ADD COLUMN "decided_scope" jsonb;--> statement-breakpoint
ALTER TABLE "catalog_row_sums" ADD CONSTRAINT "catalog_row_sums_import_id_catalog_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."catalog_imports"("id") ON DELETE cascade ON UPDATE no action;