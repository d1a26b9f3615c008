ALTER TABLE "letter_preflights" ADD COLUMN "expected" integer;--> statement-breakpoint
ALTER TABLE "letter_preflights" ADD COLUMN "looked" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "gaiji" jsonb;--> statement-breakpoint
CREATE INDEX "letters_gaiji" ON "letters" USING btree ("incident_id","id") WHERE "letters"."gaiji" is not null;