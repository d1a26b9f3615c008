CREATE TABLE "call_attempts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"call_task_id" uuid NOT NULL,
	"callback_id" uuid,
	"by_staff_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome" text NOT NULL,
	"explained" text[] DEFAULT '{}'::text[] NOT NULL,
	"note" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_tasks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"state" text DEFAULT 'owed' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_callable_at" timestamp with time zone,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "callback_slots" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"capacity" integer NOT NULL,
	"booked" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "callback_slots_not_overfilled" CHECK ("callback_slots"."booked" between 0 and "callback_slots"."capacity")
);
--> statement-breakpoint
CREATE TABLE "callbacks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"call_task_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"slot_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'booked' NOT NULL,
	"owner_id" text,
	"promised_by" text,
	"promised_at" timestamp with time zone DEFAULT now() NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "backup_jobs" (
	"import_id" uuid NOT NULL,
	"job_id" integer NOT NULL,
	"name" text NOT NULL,
	"level" text DEFAULT '' NOT NULL,
	"status" text DEFAULT '' NOT NULL,
	"started_at" text,
	"job_files" bigint,
	"facts" jsonb NOT NULL,
	CONSTRAINT "backup_jobs_import_id_job_id_pk" PRIMARY KEY("import_id","job_id")
);
--> statement-breakpoint
CREATE TABLE "catalog_import_files" (
	"import_id" uuid NOT NULL,
	"file_number" smallint NOT NULL,
	"upload_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"lines_read" bigint DEFAULT 0 NOT NULL,
	"facts" bigint DEFAULT 0 NOT NULL,
	"rejected" bigint DEFAULT 0 NOT NULL,
	"ignored" bigint DEFAULT 0 NOT NULL,
	"ignored_by" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "catalog_import_files_import_id_file_number_pk" PRIMARY KEY("import_id","file_number"),
	CONSTRAINT "catalog_import_files_account" CHECK ("catalog_import_files"."lines_read" = "catalog_import_files"."facts" + "catalog_import_files"."rejected" + "catalog_import_files"."ignored")
);
--> statement-breakpoint
CREATE TABLE "catalog_imports" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"format" text,
	"state" text DEFAULT 'queued' NOT NULL,
	"content_hash" text NOT NULL,
	"bytes_total" bigint NOT NULL,
	"bytes_read" bigint DEFAULT 0 NOT NULL,
	"rows_read" bigint DEFAULT 0 NOT NULL,
	"problem" jsonb,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "catalog_media" (
	"import_id" uuid NOT NULL,
	"volume" text NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "catalog_media_import_id_volume_pk" PRIMARY KEY("import_id","volume")
);
--> statement-breakpoint
CREATE TABLE "catalog_row_media" (
	"catalog_row_id" bigint NOT NULL,
	"medium_id" uuid NOT NULL,
	"coverage" text NOT NULL,
	CONSTRAINT "catalog_row_media_catalog_row_id_medium_id_pk" PRIMARY KEY("catalog_row_id","medium_id")
);
--> statement-breakpoint
CREATE TABLE "catalog_rows" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "catalog_rows_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"import_id" uuid NOT NULL,
	"file_number" smallint NOT NULL,
	"line" integer NOT NULL,
	"raw" text NOT NULL,
	"job_id" integer,
	"file_index" integer,
	"path" text,
	"size_bytes" bigint,
	"modified_at" timestamp with time zone,
	"is_base" smallint DEFAULT 0 NOT NULL,
	"bucket" text DEFAULT 'unplaced' NOT NULL,
	"bucket_rule" text DEFAULT '' NOT NULL,
	"claim_number" text,
	"class_code" text,
	"document_key" text,
	"received_on" text,
	CONSTRAINT "catalog_rows_bucket_named" CHECK ("catalog_rows"."bucket" = 'unplaced' or "catalog_rows"."bucket_rule" <> '')
);
--> statement-breakpoint
CREATE TABLE "job_media" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "job_media_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"import_id" uuid NOT NULL,
	"job_id" integer NOT NULL,
	"volume" text NOT NULL,
	"first_index" integer NOT NULL,
	"last_index" integer NOT NULL,
	"start_block" bigint,
	"end_block" bigint
);
--> statement-breakpoint
CREATE TABLE "document_classes" (
	"incident_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name_ja" text NOT NULL,
	"name_en" text NOT NULL,
	"elements" jsonb NOT NULL,
	CONSTRAINT "document_classes_incident_id_code_pk" PRIMARY KEY("incident_id","code")
);
--> statement-breakpoint
CREATE TABLE "document_sources" (
	"document_id" uuid NOT NULL,
	"catalog_row_id" bigint NOT NULL,
	"medium_id" uuid NOT NULL,
	"coverage" text NOT NULL,
	CONSTRAINT "document_sources_document_id_catalog_row_id_medium_id_pk" PRIMARY KEY("document_id","catalog_row_id","medium_id")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"document_key" text NOT NULL,
	"claim_number" text NOT NULL,
	"class_code" text NOT NULL,
	"received_on" text,
	"certainty" text NOT NULL,
	CONSTRAINT "documents_certainty" CHECK ("documents"."certainty" in ('full', 'partial'))
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"incident_id" uuid,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "caller_verifications" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"call_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"agent_id" text NOT NULL,
	"method" text NOT NULL,
	"questions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"result" text DEFAULT 'asked' NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"granted_until" timestamp with time zone,
	"grant_ended_at" timestamp with time zone,
	CONSTRAINT "caller_verifications_grant" CHECK (("caller_verifications"."result" = 'passed') = ("caller_verifications"."granted_until" is not null))
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"agent_id" text NOT NULL,
	"person_id" uuid,
	"direction" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text,
	"topics" text[] DEFAULT '{}'::text[] NOT NULL,
	"complaint" boolean DEFAULT false NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "calls_wrapped_up" CHECK (("calls"."ended_at" is null) = ("calls"."outcome" is null))
);
--> statement-breakpoint
CREATE TABLE "hotline_hours" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"line_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date,
	"day_kind" text NOT NULL,
	"opens" time NOT NULL,
	"closes" time NOT NULL,
	CONSTRAINT "hotline_hours_opens_before_closes" CHECK ("hotline_hours"."opens" < "hotline_hours"."closes"),
	CONSTRAINT "hotline_hours_valid_order" CHECK ("hotline_hours"."valid_until" is null or "hotline_hours"."valid_from" <= "hotline_hours"."valid_until")
);
--> statement-breakpoint
CREATE TABLE "hotline_lines" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"name_ja" text NOT NULL,
	"name_en" text NOT NULL,
	"number" text NOT NULL,
	"charge" text NOT NULL,
	"audience" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incident_scope_changes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"by_staff_id" text,
	"change" text NOT NULL,
	"subject_id" uuid,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"title" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"discovered_on" date NOT NULL,
	"organisation_name" text NOT NULL,
	"department_name" text DEFAULT '' NOT NULL,
	"representative_name" text DEFAULT '' NOT NULL,
	"organisation_postcode" text DEFAULT '' NOT NULL,
	"organisation_address" text DEFAULT '' NOT NULL,
	"outline" text DEFAULT '' NOT NULL,
	"cause" text DEFAULT '' NOT NULL,
	"secondary_harm" text DEFAULT '' NOT NULL,
	"measures" text DEFAULT '' NOT NULL,
	"outline_en" text DEFAULT '' NOT NULL,
	"cause_en" text DEFAULT '' NOT NULL,
	"secondary_harm_en" text DEFAULT '' NOT NULL,
	"measures_en" text DEFAULT '' NOT NULL,
	"letter_date" date,
	"callback_minutes" integer DEFAULT 30 NOT NULL,
	"callback_agents" integer DEFAULT 4 NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "incidents_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "upload_parts" (
	"upload_id" uuid NOT NULL,
	"part_number" integer NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "upload_parts_upload_id_part_number_pk" PRIMARY KEY("upload_id","part_number")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"bytes_expected" bigint NOT NULL,
	"part_bytes" integer NOT NULL,
	"state" text DEFAULT 'receiving' NOT NULL,
	"sha256" text,
	"stored_as" text,
	"by_staff_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "letter_chunks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"notice_count" integer NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "letter_templates" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"addressee" text NOT NULL,
	"template_name" text NOT NULL,
	"template_version" text NOT NULL,
	"content_hash" text NOT NULL,
	"state" text DEFAULT 'submitted' NOT NULL,
	"submitted_by" text NOT NULL,
	"submitted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "letter_templates_second_person" CHECK ("letter_templates"."decided_by" is null or "letter_templates"."decided_by" <> "letter_templates"."submitted_by")
);
--> statement-breakpoint
CREATE TABLE "letters" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"letter_template_id" uuid NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"inquiry_number" text NOT NULL,
	"addressee" jsonb NOT NULL,
	"postcode" text,
	"values" jsonb NOT NULL,
	"held_for" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"handed_over_at" timestamp with time zone,
	CONSTRAINT "letters_inquiry_number_unique" UNIQUE("inquiry_number"),
	CONSTRAINT "letters_held_reason" CHECK ("letters"."state" <> 'held' or "letters"."held_for" is not null)
);
--> statement-breakpoint
CREATE TABLE "affected_lists" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text DEFAULT 'frozen' NOT NULL,
	"people_count" integer NOT NULL,
	"document_count" integer NOT NULL,
	"content_hash" text NOT NULL,
	"incomplete_override" text,
	"frozen_by" text NOT NULL,
	"frozen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "affected_lists_second_person" CHECK ("affected_lists"."decided_by" is null or "affected_lists"."decided_by" <> "affected_lists"."frozen_by")
);
--> statement-breakpoint
CREATE TABLE "affected_people" (
	"list_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"addressee" text NOT NULL,
	"canonical" text NOT NULL,
	CONSTRAINT "affected_people_list_id_person_id_pk" PRIMARY KEY("list_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "custody_events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"medium_id" uuid NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"from_place" text NOT NULL,
	"to_place" text NOT NULL,
	"by_staff_id" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"note" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "media" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"label" text NOT NULL,
	"media_type" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'in-custody' NOT NULL,
	"missing_since" date,
	"note" text DEFAULT '' NOT NULL,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stocktake_findings" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"stocktake_id" uuid NOT NULL,
	"medium_id" uuid NOT NULL,
	"finding" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stocktakes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"taken_on" date NOT NULL,
	"place" text NOT NULL,
	"by_staff_id" text NOT NULL,
	"slots_expected" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"list_id" uuid NOT NULL,
	"addressee" text NOT NULL,
	"state" text DEFAULT 'owed' NOT NULL,
	"withheld_reason" text,
	"decided_by" text NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	"letter_chunk_id" uuid,
	CONSTRAINT "notices_withheld_reason" CHECK (("notices"."state" = 'withheld') = ("notices"."withheld_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"reason" text NOT NULL,
	"by_staff_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"lifted_at" timestamp with time zone,
	"lifted_by" text
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"incident_id" text,
	"state" text DEFAULT 'ready' NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"next_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"dispatched_at" timestamp with time zone,
	"dispatch_no" integer DEFAULT 0 NOT NULL,
	"last_reason" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "outbox_state" CHECK ("outbox"."state" in ('ready', 'running', 'done', 'dead', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "exposures" (
	"person_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"role" text DEFAULT 'insured' NOT NULL,
	CONSTRAINT "exposures_person_id_document_id_pk" PRIMARY KEY("person_id","document_id")
);
--> statement-breakpoint
CREATE TABLE "master_imports" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"upload_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"encoding" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"content_hash" text NOT NULL,
	"bytes_total" bigint NOT NULL,
	"bytes_read" bigint DEFAULT 0 NOT NULL,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_recorded" integer DEFAULT 0 NOT NULL,
	"rows_duplicate" integer DEFAULT 0 NOT NULL,
	"rows_rejected" integer DEFAULT 0 NOT NULL,
	"problem" jsonb,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "master_imports_account" CHECK ("master_imports"."state" <> 'read' or "master_imports"."rows_read" = "master_imports"."rows_recorded" + "master_imports"."rows_duplicate" + "master_imports"."rows_rejected")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"leading_record_id" bigint NOT NULL,
	"affected" boolean DEFAULT false NOT NULL,
	"document_count" integer DEFAULT 0 NOT NULL,
	"insured_number" text,
	"policy_number" text,
	"name" text,
	"name_key" text,
	"kana" text,
	"kana_key" text,
	"birth_date" date,
	"sex" text,
	"postcode" text,
	"address" text,
	"address_key" text,
	"phone" text,
	"phone_key" text,
	"policyholder_name" text,
	"policyholder_relation" text,
	"guardian_name" text,
	"deceased_on" date,
	"bereaved_name" text,
	"bereaved_relation" text
);
--> statement-breakpoint
CREATE TABLE "person_records" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "person_records_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"raw" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"reason_column" integer,
	"code_point" text,
	"claim_number" text,
	"received_on" date,
	"warnings" jsonb,
	"insured_number" text,
	"policy_number" text,
	"name" text,
	"name_key" text,
	"kana" text,
	"kana_key" text,
	"birth_date" date,
	"sex" text,
	"postcode" text,
	"address" text,
	"address_key" text,
	"phone" text,
	"phone_key" text,
	"policyholder_name" text,
	"policyholder_relation" text,
	"guardian_name" text,
	"deceased_on" date,
	"bereaved_name" text,
	"bereaved_relation" text,
	CONSTRAINT "person_records_reason" CHECK ("person_records"."outcome" = 'record' or "person_records"."reason" <> '')
);
--> statement-breakpoint
CREATE TABLE "print_run_letters" (
	"print_run_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"letter_id" uuid NOT NULL,
	"first_page" integer,
	"pages" integer,
	CONSTRAINT "print_run_letters_print_run_id_sequence_pk" PRIMARY KEY("print_run_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "print_runs" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"incident_id" uuid NOT NULL,
	"letter_template_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"letter_count" integer NOT NULL,
	"page_count" integer,
	"pdf_sha256" text,
	"pdf_bytes" bigint,
	"pdf_stored_as" text,
	"problem" jsonb,
	"planned_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sealed_by" text,
	"sealed_at" timestamp with time zone,
	"rendered_at" timestamp with time zone,
	"printed_by" text,
	"printed_at" timestamp with time zone,
	"printed_count" integer,
	"handed_over_by" text,
	"handed_over_at" timestamp with time zone,
	"handed_over_count" integer,
	"handed_over_to" text,
	CONSTRAINT "print_runs_size" CHECK ("print_runs"."letter_count" between 0 and 500),
	CONSTRAINT "print_runs_rendered" CHECK ("print_runs"."state" in ('open', 'sealed') or ("print_runs"."pdf_sha256" is not null and "print_runs"."page_count" is not null)),
	CONSTRAINT "print_runs_printed_all" CHECK ("print_runs"."printed_count" is null or "print_runs"."printed_count" = "print_runs"."letter_count"),
	CONSTRAINT "print_runs_handed_over_all" CHECK ("print_runs"."handed_over_count" is null or "print_runs"."handed_over_count" = "print_runs"."letter_count")
);
--> statement-breakpoint
CREATE TABLE "sign_in_throttles" (
	"account_key" text PRIMARY KEY NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"window_started_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"role" text DEFAULT 'agent' NOT NULL,
	"disabled_at" timestamp with time zone,
	"two_factor_enabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "staff_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_rate_limits" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "staff_rate_limits_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"staff_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "staff_two_factors" (
	"id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"staff_id" text NOT NULL,
	"verified" boolean DEFAULT true,
	"failed_verification_count" integer DEFAULT 0,
	"locked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "call_attempts" ADD CONSTRAINT "call_attempts_call_task_id_call_tasks_id_fk" FOREIGN KEY ("call_task_id") REFERENCES "public"."call_tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_attempts" ADD CONSTRAINT "call_attempts_callback_id_callbacks_id_fk" FOREIGN KEY ("callback_id") REFERENCES "public"."callbacks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_attempts" ADD CONSTRAINT "call_attempts_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_tasks" ADD CONSTRAINT "call_tasks_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_tasks" ADD CONSTRAINT "call_tasks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_tasks" ADD CONSTRAINT "call_tasks_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callback_slots" ADD CONSTRAINT "callback_slots_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callbacks" ADD CONSTRAINT "callbacks_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callbacks" ADD CONSTRAINT "callbacks_call_task_id_call_tasks_id_fk" FOREIGN KEY ("call_task_id") REFERENCES "public"."call_tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callbacks" ADD CONSTRAINT "callbacks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callbacks" ADD CONSTRAINT "callbacks_slot_id_callback_slots_id_fk" FOREIGN KEY ("slot_id") REFERENCES "public"."callback_slots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callbacks" ADD CONSTRAINT "callbacks_owner_id_staff_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callbacks" ADD CONSTRAINT "callbacks_promised_by_staff_id_fk" FOREIGN KEY ("promised_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backup_jobs" ADD CONSTRAINT "backup_jobs_import_id_catalog_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."catalog_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_import_files" ADD CONSTRAINT "catalog_import_files_import_id_catalog_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."catalog_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_import_files" ADD CONSTRAINT "catalog_import_files_upload_id_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."uploads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_imports" ADD CONSTRAINT "catalog_imports_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_media" ADD CONSTRAINT "catalog_media_import_id_catalog_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."catalog_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_row_media" ADD CONSTRAINT "catalog_row_media_catalog_row_id_catalog_rows_id_fk" FOREIGN KEY ("catalog_row_id") REFERENCES "public"."catalog_rows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_row_media" ADD CONSTRAINT "catalog_row_media_medium_id_media_id_fk" FOREIGN KEY ("medium_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_rows" ADD CONSTRAINT "catalog_rows_import_id_catalog_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."catalog_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_media" ADD CONSTRAINT "job_media_import_id_catalog_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."catalog_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_classes" ADD CONSTRAINT "document_classes_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_sources" ADD CONSTRAINT "document_sources_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_sources" ADD CONSTRAINT "document_sources_catalog_row_id_catalog_rows_id_fk" FOREIGN KEY ("catalog_row_id") REFERENCES "public"."catalog_rows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_sources" ADD CONSTRAINT "document_sources_medium_id_media_id_fk" FOREIGN KEY ("medium_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caller_verifications" ADD CONSTRAINT "caller_verifications_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caller_verifications" ADD CONSTRAINT "caller_verifications_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caller_verifications" ADD CONSTRAINT "caller_verifications_agent_id_staff_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_agent_id_staff_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hotline_hours" ADD CONSTRAINT "hotline_hours_line_id_hotline_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."hotline_lines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hotline_lines" ADD CONSTRAINT "hotline_lines_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_scope_changes" ADD CONSTRAINT "incident_scope_changes_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_scope_changes" ADD CONSTRAINT "incident_scope_changes_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_opened_by_staff_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_parts" ADD CONSTRAINT "upload_parts_upload_id_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_chunks" ADD CONSTRAINT "letter_chunks_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_templates" ADD CONSTRAINT "letter_templates_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_templates" ADD CONSTRAINT "letter_templates_submitted_by_staff_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_templates" ADD CONSTRAINT "letter_templates_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_letter_template_id_letter_templates_id_fk" FOREIGN KEY ("letter_template_id") REFERENCES "public"."letter_templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "affected_lists" ADD CONSTRAINT "affected_lists_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "affected_lists" ADD CONSTRAINT "affected_lists_frozen_by_staff_id_fk" FOREIGN KEY ("frozen_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "affected_lists" ADD CONSTRAINT "affected_lists_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "affected_people" ADD CONSTRAINT "affected_people_list_id_affected_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."affected_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "affected_people" ADD CONSTRAINT "affected_people_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody_events" ADD CONSTRAINT "custody_events_medium_id_media_id_fk" FOREIGN KEY ("medium_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody_events" ADD CONSTRAINT "custody_events_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stocktake_findings" ADD CONSTRAINT "stocktake_findings_stocktake_id_stocktakes_id_fk" FOREIGN KEY ("stocktake_id") REFERENCES "public"."stocktakes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stocktake_findings" ADD CONSTRAINT "stocktake_findings_medium_id_media_id_fk" FOREIGN KEY ("medium_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stocktakes" ADD CONSTRAINT "stocktakes_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stocktakes" ADD CONSTRAINT "stocktakes_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_list_id_affected_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."affected_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_by_staff_id_staff_id_fk" FOREIGN KEY ("by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_lifted_by_staff_id_fk" FOREIGN KEY ("lifted_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exposures" ADD CONSTRAINT "exposures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exposures" ADD CONSTRAINT "exposures_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "master_imports" ADD CONSTRAINT "master_imports_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "master_imports" ADD CONSTRAINT "master_imports_upload_id_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."uploads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_records" ADD CONSTRAINT "person_records_import_id_master_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."master_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_run_letters" ADD CONSTRAINT "print_run_letters_print_run_id_print_runs_id_fk" FOREIGN KEY ("print_run_id") REFERENCES "public"."print_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_run_letters" ADD CONSTRAINT "print_run_letters_letter_id_letters_id_fk" FOREIGN KEY ("letter_id") REFERENCES "public"."letters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_letter_template_id_letter_templates_id_fk" FOREIGN KEY ("letter_template_id") REFERENCES "public"."letter_templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_sealed_by_staff_id_fk" FOREIGN KEY ("sealed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_printed_by_staff_id_fk" FOREIGN KEY ("printed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_runs" ADD CONSTRAINT "print_runs_handed_over_by_staff_id_fk" FOREIGN KEY ("handed_over_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD CONSTRAINT "staff_accounts_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_two_factors" ADD CONSTRAINT "staff_two_factors_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_attempts_task" ON "call_attempts" USING btree ("call_task_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "call_tasks_person" ON "call_tasks" USING btree ("incident_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "call_tasks_notice" ON "call_tasks" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "call_tasks_state" ON "call_tasks" USING btree ("incident_id","state","next_callable_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "callback_slots_start" ON "callback_slots" USING btree ("incident_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "callbacks_one_live" ON "callbacks" USING btree ("call_task_id") WHERE "callbacks"."state" = 'booked';--> statement-breakpoint
CREATE INDEX "callbacks_due" ON "callbacks" USING btree ("incident_id","state","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "catalog_imports_content" ON "catalog_imports" USING btree ("incident_id","content_hash") WHERE "catalog_imports"."state" <> 'failed';--> statement-breakpoint
CREATE INDEX "catalog_row_media_medium" ON "catalog_row_media" USING btree ("medium_id");--> statement-breakpoint
CREATE UNIQUE INDEX "catalog_rows_line" ON "catalog_rows" USING btree ("import_id","file_number","line");--> statement-breakpoint
CREATE INDEX "catalog_rows_bucket" ON "catalog_rows" USING btree ("import_id","bucket","bucket_rule","id");--> statement-breakpoint
CREATE INDEX "job_media_job" ON "job_media" USING btree ("import_id","job_id");--> statement-breakpoint
CREATE INDEX "document_sources_row" ON "document_sources" USING btree ("catalog_row_id");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_key" ON "documents" USING btree ("incident_id","document_key");--> statement-breakpoint
CREATE INDEX "documents_claim" ON "documents" USING btree ("incident_id","claim_number");--> statement-breakpoint
CREATE INDEX "events_subject" ON "events" USING btree ("subject_type","subject_id","id");--> statement-breakpoint
CREATE INDEX "events_incident" ON "events" USING btree ("incident_id","id");--> statement-breakpoint
CREATE INDEX "caller_verifications_call" ON "caller_verifications" USING btree ("call_id","at");--> statement-breakpoint
CREATE INDEX "caller_verifications_person" ON "caller_verifications" USING btree ("person_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "calls_one_open" ON "calls" USING btree ("agent_id") WHERE "calls"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "calls_person" ON "calls" USING btree ("person_id","started_at");--> statement-breakpoint
CREATE INDEX "calls_incident" ON "calls" USING btree ("incident_id","started_at");--> statement-breakpoint
CREATE INDEX "hotline_hours_line" ON "hotline_hours" USING btree ("line_id","valid_from");--> statement-breakpoint
CREATE UNIQUE INDEX "hotline_lines_number" ON "hotline_lines" USING btree ("incident_id","number","audience");--> statement-breakpoint
CREATE INDEX "incident_scope_changes_incident" ON "incident_scope_changes" USING btree ("incident_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "letter_chunks_ordinal" ON "letter_chunks" USING btree ("incident_id","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "letter_templates_live" ON "letter_templates" USING btree ("incident_id","addressee") WHERE "letter_templates"."state" <> 'withdrawn';--> statement-breakpoint
CREATE UNIQUE INDEX "letters_one_live" ON "letters" USING btree ("notice_id") WHERE "letters"."state" <> 'void';--> statement-breakpoint
CREATE INDEX "letters_state" ON "letters" USING btree ("incident_id","state","letter_template_id","postcode","id");--> statement-breakpoint
CREATE INDEX "letters_person" ON "letters" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "affected_lists_version" ON "affected_lists" USING btree ("incident_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "affected_lists_one_frozen" ON "affected_lists" USING btree ("incident_id") WHERE "affected_lists"."state" = 'frozen';--> statement-breakpoint
CREATE UNIQUE INDEX "affected_lists_one_approved" ON "affected_lists" USING btree ("incident_id") WHERE "affected_lists"."state" = 'approved';--> statement-breakpoint
CREATE INDEX "affected_people_person" ON "affected_people" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "custody_events_medium" ON "custody_events" USING btree ("medium_id","happened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "media_label" ON "media" USING btree ("incident_id","label");--> statement-breakpoint
CREATE UNIQUE INDEX "stocktake_findings_medium" ON "stocktake_findings" USING btree ("stocktake_id","medium_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_person_channel" ON "notices" USING btree ("incident_id","person_id","channel");--> statement-breakpoint
CREATE INDEX "notices_chunk" ON "notices" USING btree ("letter_chunk_id");--> statement-breakpoint
CREATE INDEX "notices_state" ON "notices" USING btree ("incident_id","channel","state","withheld_reason");--> statement-breakpoint
CREATE UNIQUE INDEX "suppressions_live" ON "suppressions" USING btree ("incident_id","person_id","channel") WHERE "suppressions"."lifted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_dedupe" ON "outbox" USING btree ("dedupe_key");--> statement-breakpoint
CREATE INDEX "outbox_open" ON "outbox" USING btree ("state","next_at","id") WHERE "outbox"."state" in ('ready', 'running');--> statement-breakpoint
CREATE INDEX "outbox_dead" ON "outbox" USING btree ("created_at") WHERE "outbox"."state" = 'dead';--> statement-breakpoint
CREATE INDEX "exposures_document" ON "exposures" USING btree ("document_id");--> statement-breakpoint
CREATE UNIQUE INDEX "master_imports_content" ON "master_imports" USING btree ("incident_id","content_hash") WHERE "master_imports"."state" <> 'failed';--> statement-breakpoint
CREATE UNIQUE INDEX "people_insured_number" ON "people" USING btree ("incident_id","insured_number");--> statement-breakpoint
CREATE INDEX "people_affected" ON "people" USING btree ("incident_id","affected","id");--> statement-breakpoint
CREATE INDEX "people_kana" ON "people" USING btree ("incident_id","kana_key");--> statement-breakpoint
CREATE INDEX "people_name" ON "people" USING btree ("incident_id","name_key");--> statement-breakpoint
CREATE INDEX "people_phone" ON "people" USING btree ("incident_id","phone_key");--> statement-breakpoint
CREATE INDEX "people_policy" ON "people" USING btree ("incident_id","policy_number");--> statement-breakpoint
CREATE UNIQUE INDEX "person_records_line" ON "person_records" USING btree ("import_id","line");--> statement-breakpoint
CREATE INDEX "person_records_claim" ON "person_records" USING btree ("claim_number");--> statement-breakpoint
CREATE INDEX "person_records_insured" ON "person_records" USING btree ("insured_number");--> statement-breakpoint
CREATE UNIQUE INDEX "print_run_letters_letter" ON "print_run_letters" USING btree ("letter_id");--> statement-breakpoint
CREATE UNIQUE INDEX "print_runs_number" ON "print_runs" USING btree ("incident_id","number");--> statement-breakpoint
CREATE INDEX "print_runs_state" ON "print_runs" USING btree ("incident_id","state","number");