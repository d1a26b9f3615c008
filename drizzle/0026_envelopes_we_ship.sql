UPDATE "envelopes" SET "window_left_mm" = 18, "window_bottom_mm" = 63, "window_width_mm" = 100, "slack_mm" = 1
WHERE "code" = 'chokei3' AND "added_by" IS NULL;--> statement-breakpoint
INSERT INTO "envelopes" ("code", "name", "width_mm", "height_mm", "window_left_mm", "window_bottom_mm", "window_width_mm", "window_height_mm", "slack_mm", "weight_g")
VALUES
  ('dl', 'DL 窓付', 220, 110, 20, 50, 90, 45, 1, 5),
  ('c5', 'C5 窓付', 229, 162, 20, 102, 100, 45, 1, 7),
  ('number10', '#10 窓付', 241.3, 104.8, 14, 47, 106, 45, 1, 5);
