"use client";
import clsx from "clsx";
import { type ReactNode, useId } from "react";
import { type FieldProps, RequiredMark, useFieldIds } from "./field";

export type RadioOption<Value extends string = string> = {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
};

type RadioGroupProps<Value extends string> = FieldProps & {
  options: readonly RadioOption<Value>[];
  name?: string;
  value?: Value | null;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  disabled?: boolean;
  /** Side by side, for two or three short choices. */
  inline?: boolean;
};

/** One of a few choices, all visible, each with room for a hint. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, hint, error, required, hideLabel, className, id, options, inline, onValueChange } = props;
  const ids = useFieldIds({ id, hint, error });
  const ownName = useId();
  return (
    <fieldset
      id={ids.controlId}
      aria-describedby={ids.aria["aria-describedby"]}
      disabled={props.disabled}
      className={clsx("flex min-w-0 flex-col gap-1.5", className)}
    >
      <legend
        className={hideLabel ? "sr-only" : "mb-1 flex flex-wrap items-baseline gap-x-2 text-sm font-bold"}
      >
        {label}
        {required && !hideLabel ? <RequiredMark /> : null}
      </legend>
      {hint ? (
        <p id={ids.hintId} className="text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
      <div className={inline ? "flex flex-wrap gap-x-5 gap-y-1.5" : "flex flex-col gap-1.5"}>
        {options.map((option) => (
          <label key={option.value} className="flex min-h-6 items-start gap-2.5">
            <input
              type="radio"
              name={props.name ?? ownName}
              value={option.value}
              disabled={option.disabled}
              required={required}
              checked={props.value === undefined ? undefined : props.value === option.value}
              defaultChecked={
                props.defaultValue === undefined ? undefined : props.defaultValue === option.value
              }
              onChange={() => onValueChange?.(option.value)}
              className="mt-[0.25em] size-[1.1em] shrink-0"
            />
            <span>
              {option.label}
              {option.hint ? <span className="block text-sm text-ink-soft">{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
      {error ? (
        <p id={ids.errorId} className="text-sm font-bold text-danger">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
