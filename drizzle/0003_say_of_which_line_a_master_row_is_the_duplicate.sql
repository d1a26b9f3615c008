ALTER TABLE "master_imports" ADD COLUMN "delimiter" text DEFAULT ',' NOT NULL;--> statement-breakpoint
ALTER TABLE "person_records" ADD COLUMN "duplicate_of_line" integer;