"use client";
import { useTranslations } from "next-intl";
import { Select } from "@/components/select";
import type { ColumnMapping, ColumnProblem } from "@/lib/column-mapping";

type ColumnSelectsProps<Field extends string> = {
  preview: { headers: string[]; rows: string[][] };
  fields: readonly Field[];
  required: readonly Field[];
  nameOf: (field: Field) => string;
  hintOf?: (field: Field) => string | undefined;
  mapping: ColumnMapping<Field>;
  problems: readonly ColumnProblem<Field>[];
  choose: (field: Field, column: number | null) => void;
};

const exampleChars = 14;

/** One select a field, with the first value of each column as an example; required ones come first. */
export function ColumnSelects<Field extends string>(props: ColumnSelectsProps<Field>) {
  const { preview, required, mapping, problems, choose, nameOf, hintOf } = props;
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
  const fields = [...required, ...props.fields.filter((field) => !required.includes(field))];
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
      {fields.map((field) => {
        const problem = problems.find((one) => one.field === field);
        const column = mapping[field];
        return (
          <Select
            key={field}
            label={nameOf(field)}
            hint={hintOf?.(field)}
            required={required.includes(field)}
            options={columns}
            value={column === undefined ? "" : String(column)}
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
