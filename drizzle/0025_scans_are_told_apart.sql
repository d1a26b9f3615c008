ALTER TABLE "piece_scans" ADD COLUMN "scan_id" uuid;--> statement-breakpoint
ALTER TABLE "piece_scans" ADD CONSTRAINT "piece_scans_scan_id_unique" UNIQUE("scan_id");