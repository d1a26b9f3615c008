"use client";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode, Ref, SelectHTMLAttributes } from "react";
import { FieldFrame, type FieldProps, useFieldIds } from "./field";

export type Option<Value extends string = string> = {
  value: Value;
  label: string;
  disabled?: boolean;
};

type SelectProps = FieldProps &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, keyof FieldProps | "children"> & {
    options: readonly Option[];
    /** Text of the empty first choice; `false` leaves it out. */
    emptyChoice?: ReactNode | false;
    ref?: Ref<HTMLSelectElement>;
  };

/** One of a list. The browser's own list: typing finds an entry, phones show their wheel. */
export function Select(props: SelectProps) {
  const { label, hint, error, required, hideLabel, className, id, options, emptyChoice, ...select } = props;
  const t = useTranslations("common");
  const ids = useFieldIds({ id, hint, error });
  return (
    <FieldFrame {...{ label, hint, error, required, hideLabel, className, ids }}>
      <span className="relative block">
        <select {...select} {...ids.aria} required={required} className="control appearance-none pr-9">
          {emptyChoice === false ? null : <option value="">{emptyChoice ?? t("choose")}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-soft"
        />
      </span>
    </FieldFrame>
  );
}
