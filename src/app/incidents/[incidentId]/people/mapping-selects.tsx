"use client";
import { useTranslations } from "next-intl";
import { Select } from "@/components/select";
import {
  type MappingProblem,
  type MasterField,
  type MasterMapping,
  masterFields,
  requiredFields,
} from "@/features/people/rules";
import type { MasterPreview } from "./master-mapping";

type MappingSelectsProps = {
  preview: MasterPreview;
  mapping: MasterMapping;
  problems: readonly MappingProblem[];
  choose: (field: MasterField, column: number | null) => void;
};

const exampleChars = 14;

/** One select a field, with the first value of each column as an example; required ones come first. */
export function MappingSelects({ preview, mapping, problems, choose }: MappingSelectsProps) {
  const t = useTranslations("incidents");
  const columns = preview.headers.map((header, index) => {
    const example = preview.rows.map((row) => row[index]?.trim() ?? "").find(Boolean) ?? "";
    return {
      value: String(index),
      label: example
        ? t("mapping.column", {
            number: String(index + 1),
            header,
            example: example.length > exampleChars ? `${example.slice(0, exampleChars)}…` : example,
          })
        : t("mapping.column-empty", { number: String(index + 1), header }),
    };
  });
  const fields = [...requiredFields, ...masterFields.filter((field) => !requiredFields.includes(field))];
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
      {fields.map((field) => {
        const problem = problems.find((one) => one.field === field);
        return (
          <Select
            key={field}
            label={t(`field.${field}`)}
            required={requiredFields.includes(field)}
            options={columns}
            value={mapping[field] === undefined ? "" : String(mapping[field])}
            emptyChoice={t("mapping.not-in-file")}
            error={
              problem ? t(`mapping.problem.${problem.problem}`, { column: problem.column ?? 0 }) : undefined
            }
            onChange={(event) => choose(field, event.target.value === "" ? null : Number(event.target.value))}
          />
        );
      })}
    </div>
  );
}
