ALTER TABLE "address_tasks" DROP CONSTRAINT "address_tasks_second_person";--> statement-breakpoint
DROP INDEX "substitute_measures_person";--> statement-breakpoint
ALTER TABLE "address_corrections" ADD COLUMN "list_postcode" text;--> statement-breakpoint
ALTER TABLE "address_corrections" ADD COLUMN "list_address" text;--> statement-breakpoint
ALTER TABLE "postings" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "postings" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "substitute_measures" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_withdrawn_by_staff_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "substitute_measures_person" ON "substitute_measures" USING btree ("incident_id","person_id") WHERE "substitute_measures"."ended_at" is null;--> statement-breakpoint
ALTER TABLE "address_tasks" ADD CONSTRAINT "address_tasks_second_person" CHECK ("address_tasks"."state" <> 're-letter' or "address_tasks"."batch_id" is null and "address_tasks"."source" <> 'phone-call' or "address_tasks"."decided_by" <> "address_tasks"."proposed_by");--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_withdrawn" CHECK (("postings"."withdrawn_by" is null) = ("postings"."withdrawn_at" is null));