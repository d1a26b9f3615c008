"use client";
import type { Ref, TextareaHTMLAttributes } from "react";
import { FieldFrame, type FieldProps, useFieldIds } from "./field";

type TextareaProps = FieldProps &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, keyof FieldProps> & { ref?: Ref<HTMLTextAreaElement> };

/** Several lines of text; grows with what is typed where the browser can. */
export function Textarea(props: TextareaProps) {
  const { label, hint, error, required, hideLabel, className, id, rows = 3, ...area } = props;
  const ids = useFieldIds({ id, hint, error });
  return (
    <FieldFrame {...{ label, hint, error, required, hideLabel, className, ids }}>
      <textarea
        {...area}
        {...ids.aria}
        required={required}
        rows={rows}
        className="control field-sizing-content resize-y"
      />
    </FieldFrame>
  );
}
