"use client";
import clsx from "clsx";
import type { Ref, TextareaHTMLAttributes } from "react";
import { FieldFrame, type FieldProps, useFieldIds } from "./field";

type TextareaProps = FieldProps &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, keyof FieldProps> & {
    ref?: Ref<HTMLTextAreaElement>;
    /** Fixed-width figures, for lines and paths. */
    figures?: boolean;
  };

/** Several lines of text; grows with what is typed where the browser can. */
export function Textarea(props: TextareaProps) {
  const { label, hint, error, required, hideLabel, className, id, rows = 3, figures, ...area } = props;
  const ids = useFieldIds({ id, hint, error });
  return (
    <FieldFrame {...{ label, hint, error, required, hideLabel, className, ids }}>
      <textarea
        {...area}
        {...ids.aria}
        required={required}
        rows={rows}
        className={clsx("control field-sizing-content resize-y", figures && "code")}
      />
    </FieldFrame>
  );
}
