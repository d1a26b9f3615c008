"use client";
import { ScanLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { TextField } from "@/components/text-field";

type ScanFieldProps = {
  /** Called with what was typed or scanned, once for each Enter. */
  onScan: (text: string) => void;
  /** Enter does nothing now, e.g. while a dialog has it. */
  paused?: boolean;
};

/**
 * One field for a scanner, which is a keyboard that ends with Enter. It has the keys also when something else had
 * been clicked, except where somebody writes in another field or a dialog is open.
 */
export function ScanField({ onScan, paused = false }: ScanFieldProps) {
  const t = useTranslations("bench");
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [isComposing, setComposing] = useState(false);
  useKeysOfPage(field, paused);
  const submit = () => {
    if (text.trim() === "") return;
    setText("");
    onScan(text);
  };
  return (
    <form
      noValidate
      className="rounded-lg border border-line bg-surface px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!paused) submit();
      }}
    >
      <TextField
        ref={field}
        label={
          <span className="inline-flex items-center gap-1.5">
            <ScanLine aria-hidden="true" className="size-4" />
            {t("scan.label")}
          </span>
        }
        hint={t("scan.hint")}
        error={isComposing ? t("scan.input-method") : null}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        lang="en"
        autoFocus
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="send"
        figures
        maxLength={200}
      />
    </form>
  );
}

/** Brings keys that were typed outside every field into the scan field, the first of them too. */
function useKeysOfPage(field: React.RefObject<HTMLInputElement | null>, paused: boolean): void {
  useEffect(() => {
    if (paused) return;
    const onKey = (event: KeyboardEvent) => {
      const isCharacter = event.key.length === 1 && event.key !== " ";
      if (!isCharacter || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (writesElsewhere(event.target)) return;
      // Focus moves before the key is delivered, so that the character lands in the field.
      field.current?.focus();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [field, paused]);
}

function writesElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [role=dialog]") !== null;
}
