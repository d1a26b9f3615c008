ALTER TABLE "email_messages" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "email_messages" ADD COLUMN "next_try_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "email_messages_claimed" ON "email_messages" USING btree ("claimed_at") WHERE "email_messages"."claimed_at" is not null;