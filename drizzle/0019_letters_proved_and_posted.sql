CREATE TABLE "email_bounces" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"mailbox_key" text NOT NULL,
	"email_message_id" uuid,
	"status" text,
	"read_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "email_bounces_mailbox_key_unique" UNIQUE("mailbox_key")
);
--> statement-breakpoint
CREATE TABLE "email_messages" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid,
	"kind" text NOT NULL,
	"notice_id" uuid,
	"person_id" uuid,
	"staff_id" text,
	"email_template_id" uuid,
	"template_name" text NOT NULL,
	"template_version" text NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"inquiry_number" text,
	"to_address" text NOT NULL,
	"values" jsonb NOT NULL,
	"dedupe_key" text NOT NULL,
	"state" text NOT NULL,
	"held_for" jsonb,
	"message_id" text,
	"body_sha256" text,
	"claimed_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"server_code" text,
	"bounced_at" timestamp with time zone,
	"bounce_status" text,
	"resolved_by" text,
	"resolved_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "email_messages_inquiry_number_unique" UNIQUE("inquiry_number"),
	CONSTRAINT "email_messages_dedupe_key_unique" UNIQUE("dedupe_key"),
	CONSTRAINT "email_messages_message_id_unique" UNIQUE("message_id"),
	CONSTRAINT "email_messages_whose" CHECK (("email_messages"."kind" = 'notice') = ("email_messages"."notice_id" is not null and "email_messages"."person_id" is not null and "email_messages"."inquiry_number" is not null)),
	CONSTRAINT "email_messages_held" CHECK ("email_messages"."state" <> 'held' or "email_messages"."held_for" is not null),
	CONSTRAINT "email_messages_claimed" CHECK ("email_messages"."state" not in ('claimed', 'sent', 'unknown', 'bounced') or "email_messages"."message_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "email_templates" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"template_name" text NOT NULL,
	"template_version" text NOT NULL,
	"content_hash" text NOT NULL,
	"state" text DEFAULT 'submitted' NOT NULL,
	"submitted_by" text NOT NULL,
	"submitted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "email_templates_second_person" CHECK ("email_templates"."decided_by" is null or "email_templates"."decided_by" <> "email_templates"."submitted_by")
);
--> statement-breakpoint
CREATE TABLE "envelopes" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"width_mm" double precision NOT NULL,
	"height_mm" double precision NOT NULL,
	"window_left_mm" double precision NOT NULL,
	"window_bottom_mm" double precision NOT NULL,
	"window_width_mm" double precision NOT NULL,
	"window_height_mm" double precision NOT NULL,
	"slack_mm" double precision NOT NULL,
	"weight_g" double precision NOT NULL,
	"added_by" text,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gaiji_decisions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"person_id" uuid,
	"code_point" text NOT NULL,
	"remedy" text NOT NULL,
	"font" text,
	"replacement" text,
	"reason" text NOT NULL,
	"by_staff_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text,
	CONSTRAINT "gaiji_decisions_font" CHECK (("gaiji_decisions"."remedy" = 'other-font') = ("gaiji_decisions"."font" is not null)),
	CONSTRAINT "gaiji_decisions_replacement" CHECK (("gaiji_decisions"."remedy" <> 'other-font') = ("gaiji_decisions"."replacement" is not null)),
	CONSTRAINT "gaiji_decisions_whole_name" CHECK ("gaiji_decisions"."remedy" not in ('kana', 'own-form') or "gaiji_decisions"."person_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "letter_preferences" (
	"incident_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"variant" text NOT NULL,
	"by_staff_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "letter_preferences_incident_id_person_id_pk" PRIMARY KEY("incident_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "letter_preflight_refusals" (
	"preflight_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"field" text NOT NULL,
	"reason" text NOT NULL,
	"code_point" text,
	"at" integer,
	CONSTRAINT "letter_preflight_refusals_preflight_id_notice_id_ordinal_pk" PRIMARY KEY("preflight_id","notice_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "letter_preflights" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"letter_template_id" uuid NOT NULL,
	"content_hash" text NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"people" integer,
	"refused" integer,
	"figures" jsonb,
	"asked_by" text,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "letter_preflights_done" CHECK (("letter_preflights"."state" = 'done') = ("letter_preflights"."people" is not null and "letter_preflights"."refused" is not null and "letter_preflights"."figures" is not null))
);
--> statement-breakpoint
CREATE TABLE "letter_texts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"text" text NOT NULL,
	"sha256" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"edited_by" text NOT NULL,
	"edited_at" timestamp with time zone DEFAULT now() NOT NULL,
	"locked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "address_corrections" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"postcode" text,
	"address" text NOT NULL,
	"source" text NOT NULL,
	"address_task_id" uuid,
	"by_staff_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "address_tasks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"returned_mail_id" uuid,
	"state" text DEFAULT 'open' NOT NULL,
	"postcode" text,
	"address" text,
	"source" text,
	"batch_id" uuid,
	"proposed_by" text,
	"proposed_at" timestamp with time zone,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"opened_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "address_tasks_proposed" CHECK ("address_tasks"."state" <> 'proposed' or ("address_tasks"."address" is not null and "address_tasks"."source" is not null and "address_tasks"."proposed_by" is not null)),
	CONSTRAINT "address_tasks_second_person" CHECK ("address_tasks"."batch_id" is null or "address_tasks"."decided_by" is null or "address_tasks"."decided_by" <> "address_tasks"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "mail_stops" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"letter_id" uuid,
	"print_run_id" uuid,
	"person_id" uuid,
	"reason" text NOT NULL,
	"by_staff_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_by" text,
	"ended_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "mail_stops_one_subject" CHECK (num_nonnulls("mail_stops"."letter_id", "mail_stops"."print_run_id", "mail_stops"."person_id") = 1),
	CONSTRAINT "mail_stops_ended" CHECK (("mail_stops"."ended_at" is null) = ("mail_stops"."outcome" is null))
);
--> statement-breakpoint
CREATE TABLE "piece_scans" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"print_run_id" uuid NOT NULL,
	"station" text NOT NULL,
	"sequence" integer,
	"verdict" text NOT NULL,
	"source" text NOT NULL,
	"by_staff_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "postings" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"posted_on" date NOT NULL,
	"office" text NOT NULL,
	"slack" text DEFAULT 'none' NOT NULL,
	"pieces" integer NOT NULL,
	"yen" integer NOT NULL,
	"sheet" jsonb NOT NULL,
	"by_staff_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "returned_mail" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"letter_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"by_staff_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "returned_mail_letter_id_unique" UNIQUE("letter_id")
);
--> statement-breakpoint
CREATE TABLE "spoils" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"print_run_id" uuid NOT NULL,
	"letter_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"confirmed_by" text,
	"confirmed_at" timestamp with time zone,
	"successor_letter_id" uuid,
	CONSTRAINT "spoils_letter_id_unique" UNIQUE("letter_id"),
	CONSTRAINT "spoils_second_person" CHECK ("spoils"."confirmed_by" is null or "spoils"."confirmed_by" <> "spoils"."reported_by"),
	CONSTRAINT "spoils_confirmed" CHECK (("spoils"."confirmed_by" is null) = ("spoils"."confirmed_at" is null))
);
--> statement-breakpoint
CREATE TABLE "substitute_measures" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"because" text NOT NULL,
	"measure" text,
	"by_staff_id" text,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "print_runs" DROP CONSTRAINT "print_runs_printed_all";--> statement-breakpoint
ALTER TABLE "print_runs" DROP CONSTRAINT "print_runs_handed_over_all";--> statement-breakpoint
DROP INDEX "letter_templates_live";--> statement-breakpoint
DROP INDEX "letters_one_live";--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "envelope_code" text DEFAULT 'chokei3' NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "post_cutoff" time;--> statement-breakpoint
ALTER TABLE "letter_templates" ADD COLUMN "variant" text DEFAULT 'standard' NOT NULL;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "replaces" uuid;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "read_back_failed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "email_consent" boolean;--> statement-breakpoint
ALTER TABLE "person_records" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "person_records" ADD COLUMN "email_consent" boolean;--> statement-breakpoint
ALTER TABLE "print_run_letters" ADD COLUMN "stage" text DEFAULT 'pending' NOT NULL;--> statement-breakpoint
ALTER TABLE "print_run_letters" ADD COLUMN "stage_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "print_run_letters" ADD COLUMN "stage_by" text;--> statement-breakpoint
ALTER TABLE "print_run_letters" ADD COLUMN "sha256" text;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "code" text DEFAULT translate(upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 10)), 'ILOU', '1J0V') NOT NULL;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "kind" text DEFAULT 'first' NOT NULL;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "pending_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "printed_pieces" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "inserted_pieces" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "sealed_pieces" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "handed_over_pieces" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "spoiled_pieces" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "void_pieces" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "released_by" text;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "print_runs" ADD COLUMN "posting_id" uuid;--> statement-breakpoint
ALTER TABLE "email_bounces" ADD CONSTRAINT "email_bounces_email_message_id_email_messages_id_fk" FOREIGN KEY ("email_message_id") REFERENCES "public"."email_messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_email_template_id_email_templates_id_fk" FOREIGN KEY ("email_template_id") REFERENCES "public"."email_templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_resolved_by_staff_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_templates" ADD CONSTRAINT "email_templates_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_templates" ADD CONSTRAINT "email_templates_submitted_by_staff_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_templates" ADD CONSTRAINT "email_templates_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "envelopes" ADD CONSTRAINT "envelopes_added_by_staff_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaiji_decisions" ADD CONSTRAINT "gaiji_decisions_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaiji_decisions" ADD CONSTRAINT "gaiji_decisions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaiji_decisions" ADD CONSTRAINT "gaiji_decisions_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaiji_decisions" ADD CONSTRAINT "gaiji_decisions_withdrawn_by_staff_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_preferences" ADD CONSTRAINT "letter_preferences_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_preferences" ADD CONSTRAINT "letter_preferences_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_preferences" ADD CONSTRAINT "letter_preferences_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_preflight_refusals" ADD CONSTRAINT "letter_preflight_refusals_preflight_id_letter_preflights_id_fk" FOREIGN KEY ("preflight_id") REFERENCES "public"."letter_preflights"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_preflight_refusals" ADD CONSTRAINT "letter_preflight_refusals_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_preflight_refusals" ADD CONSTRAINT "letter_preflight_refusals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_preflights" ADD CONSTRAINT "letter_preflights_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_preflights" ADD CONSTRAINT "letter_preflights_letter_template_id_letter_templates_id_fk" FOREIGN KEY ("letter_template_id") REFERENCES "public"."letter_templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_preflights" ADD CONSTRAINT "letter_preflights_asked_by_staff_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_texts" ADD CONSTRAINT "letter_texts_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_texts" ADD CONSTRAINT "letter_texts_edited_by_staff_id_fk" FOREIGN KEY ("edited_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_corrections" ADD CONSTRAINT "address_corrections_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_corrections" ADD CONSTRAINT "address_corrections_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_corrections" ADD CONSTRAINT "address_corrections_address_task_id_address_tasks_id_fk" FOREIGN KEY ("address_task_id") REFERENCES "public"."address_tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_corrections" ADD CONSTRAINT "address_corrections_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_tasks" ADD CONSTRAINT "address_tasks_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_tasks" ADD CONSTRAINT "address_tasks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_tasks" ADD CONSTRAINT "address_tasks_returned_mail_id_returned_mail_id_fk" FOREIGN KEY ("returned_mail_id") REFERENCES "public"."returned_mail"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_tasks" ADD CONSTRAINT "address_tasks_proposed_by_staff_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_tasks" ADD CONSTRAINT "address_tasks_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_stops" ADD CONSTRAINT "mail_stops_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_stops" ADD CONSTRAINT "mail_stops_letter_id_letters_id_fk" FOREIGN KEY ("letter_id") REFERENCES "public"."letters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_stops" ADD CONSTRAINT "mail_stops_print_run_id_print_runs_id_fk" FOREIGN KEY ("print_run_id") REFERENCES "public"."print_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_stops" ADD CONSTRAINT "mail_stops_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_stops" ADD CONSTRAINT "mail_stops_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_stops" ADD CONSTRAINT "mail_stops_ended_by_staff_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "piece_scans" ADD CONSTRAINT "piece_scans_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "piece_scans" ADD CONSTRAINT "piece_scans_print_run_id_print_runs_id_fk" FOREIGN KEY ("print_run_id") REFERENCES "public"."print_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "piece_scans" ADD CONSTRAINT "piece_scans_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_mail" ADD CONSTRAINT "returned_mail_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_mail" ADD CONSTRAINT "returned_mail_letter_id_letters_id_fk" FOREIGN KEY ("letter_id") REFERENCES "public"."letters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_mail" ADD CONSTRAINT "returned_mail_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_mail" ADD CONSTRAINT "returned_mail_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spoils" ADD CONSTRAINT "spoils_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spoils" ADD CONSTRAINT "spoils_print_run_id_print_runs_id_fk" FOREIGN KEY ("print_run_id") REFERENCES "public"."print_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spoils" ADD CONSTRAINT "spoils_letter_id_letters_id_fk" FOREIGN KEY ("letter_id") REFERENCES "public"."letters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spoils" ADD CONSTRAINT "spoils_reported_by_staff_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spoils" ADD CONSTRAINT "spoils_confirmed_by_staff_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spoils" ADD CONSTRAINT "spoils_successor_letter_id_letters_id_fk" FOREIGN KEY ("successor_letter_id") REFERENCES "public"."letters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "substitute_measures" ADD CONSTRAINT "substitute_measures_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "substitute_measures" ADD CONSTRAINT "substitute_measures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "substitute_measures" ADD CONSTRAINT "substitute_measures_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "email_bounces_message" ON "email_bounces" USING btree ("email_message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "email_messages_one_live" ON "email_messages" USING btree ("notice_id") WHERE "email_messages"."notice_id" is not null and "email_messages"."state" not in ('refused', 'bounced', 'cancelled');--> statement-breakpoint
CREATE INDEX "email_messages_state" ON "email_messages" USING btree ("incident_id","kind","state","id");--> statement-breakpoint
CREATE INDEX "email_messages_person" ON "email_messages" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "email_templates_live" ON "email_templates" USING btree ("incident_id") WHERE "email_templates"."state" <> 'withdrawn';--> statement-breakpoint
CREATE UNIQUE INDEX "gaiji_decisions_for_all" ON "gaiji_decisions" USING btree ("incident_id","code_point") WHERE "gaiji_decisions"."withdrawn_at" is null and "gaiji_decisions"."person_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "gaiji_decisions_for_one" ON "gaiji_decisions" USING btree ("incident_id","person_id","code_point") WHERE "gaiji_decisions"."withdrawn_at" is null and "gaiji_decisions"."person_id" is not null;--> statement-breakpoint
CREATE INDEX "letter_preflights_template" ON "letter_preflights" USING btree ("letter_template_id","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "letter_texts_version" ON "letter_texts" USING btree ("incident_id","name","version");--> statement-breakpoint
CREATE UNIQUE INDEX "address_corrections_live" ON "address_corrections" USING btree ("incident_id","person_id") WHERE "address_corrections"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "address_tasks_one_open" ON "address_tasks" USING btree ("incident_id","person_id") WHERE "address_tasks"."state" in ('open', 'proposed');--> statement-breakpoint
CREATE INDEX "address_tasks_state" ON "address_tasks" USING btree ("incident_id","state","id");--> statement-breakpoint
CREATE INDEX "mail_stops_open" ON "mail_stops" USING btree ("incident_id","kind") WHERE "mail_stops"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "piece_scans_run" ON "piece_scans" USING btree ("print_run_id","station","id");--> statement-breakpoint
CREATE UNIQUE INDEX "postings_number" ON "postings" USING btree ("incident_id","number");--> statement-breakpoint
CREATE INDEX "returned_mail_incident" ON "returned_mail" USING btree ("incident_id","reason","id");--> statement-breakpoint
CREATE INDEX "returned_mail_person" ON "returned_mail" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "spoils_run" ON "spoils" USING btree ("print_run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "substitute_measures_person" ON "substitute_measures" USING btree ("incident_id","person_id");--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_replaces_letters_id_fk" FOREIGN KEY ("replaces") REFERENCES "public"."letters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_released_by_staff_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_posting_id_postings_id_fk" FOREIGN KEY ("posting_id") REFERENCES "public"."postings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "letters_one_successor" ON "letters" USING btree ("replaces") WHERE "letters"."replaces" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "letter_templates_live" ON "letter_templates" USING btree ("incident_id","addressee","variant") WHERE "letter_templates"."state" <> 'withdrawn';--> statement-breakpoint
CREATE UNIQUE INDEX "letters_one_live" ON "letters" USING btree ("notice_id") WHERE "letters"."state" not in ('void', 'returned');--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_code_unique" UNIQUE("code");--> statement-breakpoint
ALTER TABLE "print_run_letters" ADD CONSTRAINT "print_run_letters_stage" CHECK ("print_run_letters"."stage" in ('pending', 'printed', 'inserted', 'sealed', 'handed-over', 'spoiled', 'void'));--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_second_person" CHECK ("print_runs"."released_by" is null or "print_runs"."sealed_by" is null or "print_runs"."released_by" <> "print_runs"."sealed_by");--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_released" CHECK ("print_runs"."state" <> 'released' or "print_runs"."released_by" is not null);--> statement-breakpoint
INSERT INTO "envelopes" ("code", "name", "width_mm", "height_mm", "window_left_mm", "window_bottom_mm", "window_width_mm", "window_height_mm", "slack_mm", "weight_g")
VALUES ('chokei3', '長形3号 窓付', 235, 120, 22, 58, 90, 45, 5, 5);
