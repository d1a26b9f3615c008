"use client";
import clsx from "clsx";
import type { InputHTMLAttributes, Ref } from "react";
import { type FieldProps, RequiredMark, useFieldIds } from "./field";

type CheckboxProps = FieldProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldProps | "type"> & { ref?: Ref<HTMLInputElement> };

/** A yes or no, with its sentence as the label. */
export function Checkbox(props: CheckboxProps) {
  const { label, hint, error, required, hideLabel, className, id, ...input } = props;
  const ids = useFieldIds({ id, hint, error });
  return (
    <div className={clsx("flex flex-col gap-1", className)}>
      <label htmlFor={ids.controlId} className="flex min-h-6 items-start gap-2.5">
        <input
          {...input}
          {...ids.aria}
          required={required}
          type="checkbox"
          className="mt-[0.2em] size-[1.15em] shrink-0"
        />
        <span className={hideLabel ? "sr-only" : undefined}>
          {label} {required && !hideLabel ? <RequiredMark /> : null}
        </span>
      </label>
      {hint ? (
        <p id={ids.hintId} className="pl-7 text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={ids.errorId} className="pl-7 text-sm font-bold text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}
