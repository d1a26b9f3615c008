-- Rules that were in force never change: a newer version supersedes them.
CREATE FUNCTION refuse_rule_in_force() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM path_rule_sets s WHERE s.state <> 'draft'
             AND s.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.set_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.set_id END)) THEN
    RAISE EXCEPTION '% on path_rules is refused: only a draft changes', TG_OP USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER path_rules_in_force_never_change BEFORE INSERT OR UPDATE OR DELETE ON path_rules
  FOR EACH ROW EXECUTE FUNCTION refuse_rule_in_force();
--> statement-breakpoint
CREATE FUNCTION refuse_rule_set_in_force() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'draft' AND (TG_OP = 'DELETE' OR NEW.state IN ('draft', 'active')) THEN
    RETURN COALESCE(NEW, OLD);
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'active' AND NEW.state = 'superseded'
     AND (NEW.id, NEW.incident_id, NEW.version, NEW.note, NEW.made_by, NEW.made_at, NEW.activated_by, NEW.activated_at)
         IS NOT DISTINCT FROM
         (OLD.id, OLD.incident_id, OLD.version, OLD.note, OLD.made_by, OLD.made_at, OLD.activated_by, OLD.activated_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% on path_rule_sets is refused: rules in force never change', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER path_rule_sets_in_force_never_change BEFORE UPDATE OR DELETE ON path_rule_sets
  FOR EACH ROW EXECUTE FUNCTION refuse_rule_set_in_force();
--> statement-breakpoint
-- Classes that were opened before these were kept: how names call them, their order, and how their elements are held.
UPDATE document_classes c SET words = known.words, position = known.position
FROM (VALUES ('SK', ARRAY['請求書', '当社作成書類'], 1), ('SD', ARRAY['診断書'], 2), ('RC', ARRAY['領収書'], 3),
             ('ID', ARRAY['本人確認書類'], 4), ('DX', ARRAY['その他'], 5)) AS known(code, words, position)
WHERE c.code = known.code AND c.words = '{}' AND c.position = 0;
--> statement-breakpoint
UPDATE document_classes c SET elements = (
  SELECT jsonb_agg(e.value || jsonb_build_object('sensitivity',
           CASE e.value ->> 'code' WHEN 'medical' THEN 'special-care' WHEN 'amount' THEN 'financial'
             WHEN 'identity-number' THEN 'identity' WHEN 'other-content' THEN 'unknown' ELSE 'ordinary' END)
         ORDER BY e.ordinality)
  FROM jsonb_array_elements(c.elements) WITH ORDINALITY e)
WHERE EXISTS (SELECT FROM jsonb_array_elements(c.elements) e WHERE NOT e ? 'sensitivity');
