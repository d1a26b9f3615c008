"use client";
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Figure } from "@/components/figure";
import { Select } from "@/components/select";
import { TextField } from "@/components/text-field";
import type { PathRule } from "@/features/documents/rules";
import { useRuleWords } from "../use-rule-words";
import { PatternFault } from "./pattern-fault";
import { type DocumentClass, useClassName } from "./use-class-name";
import type { EditedRule, RuleFault } from "./use-draft";

type DraftRuleProps = {
  rule: EditedRule;
  place: { isFirst: boolean; isLast: boolean };
  classes: readonly DocumentClass[];
  fault: RuleFault | undefined;
  /** Files it decides in the trial; null while that is not known. */
  rows: number | null;
  edit: (change: Partial<PathRule>) => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
};

const actions = ["document", "exclude", "doubt"] as const;

/** One rule of the draft: its name, what becomes of what it matches, its pattern, and how many files it decides. */
export function DraftRule(props: DraftRuleProps) {
  const { rule, place, classes, fault, rows, edit, move, remove } = props;
  const t = useTranslations("documents");
  const words = useRuleWords();
  const className = useClassName(classes);
  const tellsClass = rule.pattern.includes("{classCode=");
  const isAboutPattern = fault
    ? fault.reason !== "path-rule.name-wrong" && !/name-/.test(fault.reason)
    : false;
  const inWords = words(rule.name);
  return (
    <li className="grid gap-2 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <TextField
          label={t("rule.name")}
          hint={inWords === rule.name ? undefined : inWords}
          value={rule.name}
          onChange={(event) => edit({ name: event.target.value })}
          error={fault && !isAboutPattern ? <PatternFault fault={fault} pattern={rule.pattern} /> : undefined}
          maxLength={60}
          spellCheck={false}
          figures
          className="min-w-0 grow basis-60"
        />
        <Select
          label={t("rule.action")}
          value={rule.action}
          emptyChoice={false}
          className="basis-36"
          options={actions.map((action) => ({ value: action, label: t(`action.${action}`) }))}
          onChange={(event) => edit({ action: event.target.value as PathRule["action"] })}
        />
        {rule.action === "document" && !tellsClass ? (
          <Select
            label={t("rule.class")}
            value={rule.classCode ?? ""}
            className="min-w-0 basis-48"
            options={classes.map(({ code }) => ({ value: code, label: `${code} ${className(code)}` }))}
            onChange={(event) => edit({ classCode: event.target.value || undefined })}
          />
        ) : null}
        <div className="ml-auto flex items-center gap-1 self-end">
          <span className="mr-2 text-right">
            <Figure value={rows} unit={t("unit.files")} />
          </span>
          <Button
            tone="quiet"
            size="sm"
            icon={<ArrowUp />}
            aria-label={t("rule.up", { name: inWords })}
            disabled={place.isFirst}
            onClick={() => move(-1)}
          />
          <Button
            tone="quiet"
            size="sm"
            icon={<ArrowDown />}
            aria-label={t("rule.down", { name: inWords })}
            disabled={place.isLast}
            onClick={() => move(1)}
          />
          <Button
            tone="quiet"
            size="sm"
            icon={<Trash2 />}
            aria-label={t("rule.remove", { name: inWords })}
            onClick={remove}
          />
        </div>
      </div>
      <TextField
        label={t("rule.pattern")}
        value={rule.pattern}
        onChange={(event) => edit({ pattern: event.target.value })}
        error={fault && isAboutPattern ? <PatternFault fault={fault} pattern={rule.pattern} /> : undefined}
        spellCheck={false}
        maxLength={400}
        figures
      />
    </li>
  );
}
