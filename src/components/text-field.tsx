"use client";
import clsx from "clsx";
import type { InputHTMLAttributes, ReactNode, Ref } from "react";
import { FieldFrame, type FieldProps, useFieldIds } from "./field";

export type TextFieldProps = FieldProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldProps> & {
    /** A unit or a short word after the box. */
    suffix?: ReactNode;
    /** Fixed-width figures, for numbers and codes. */
    figures?: boolean;
    ref?: Ref<HTMLInputElement>;
  };

/** One line of text. Takes every attribute of `<input>`. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, required, hideLabel, className, id, suffix, figures, ...input } = props;
  const ids = useFieldIds({ id, hint, error });
  const control = (
    <input {...input} {...ids.aria} required={required} className={clsx("control", figures && "code")} />
  );
  return (
    <FieldFrame {...{ label, hint, error, required, hideLabel, className, ids }}>
      {suffix ? (
        <span className="flex items-center gap-2">
          {control}
          <span className="shrink-0 text-sm text-ink-soft">{suffix}</span>
        </span>
      ) : (
        control
      )}
    </FieldFrame>
  );
}
