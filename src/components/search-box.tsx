"use client";
import clsx from "clsx";
import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { Kbd } from "./kbd";
import { Spinner } from "./spinner";

type SearchBoxProps = {
  /** Says what can be searched for; read out, and shown while the box is empty. */
  label: string;
  placeholder?: string;
  value: string;
  onValueChange: (value: string) => void;
  /** Called on Enter with the text as it stands; never while an input method is still composing. */
  onSearch?: (value: string) => void;
  busy?: boolean;
  /** One key that jumps here from anywhere outside a field, e.g. "/". */
  shortcut?: string;
  size?: "md" | "lg";
  autoFocus?: boolean;
  ref?: Ref<HTMLInputElement>;
};

/** The one box to search with. Escape empties it. */
export function SearchBox(props: SearchBoxProps) {
  const { label, placeholder, value, onValueChange, onSearch, busy, shortcut, size = "md" } = props;
  const t = useTranslations("common");
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(props.ref, () => input.current as HTMLInputElement, []);
  useJumpKey(shortcut, input);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch?.(value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter and Escape belong to the input method while it offers kanji.
    if (event.nativeEvent.isComposing) event.stopPropagation();
    else if (event.key === "Escape" && value) onValueChange("");
  };
  return (
    <search>
      <form onSubmit={submit} className="relative">
        <span className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-ink-soft">
          {busy ? <Spinner /> : <Search aria-hidden="true" className="size-[1.1em]" />}
        </span>
        <input
          ref={input}
          type="text"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: a search screen begins in its box; the caller decides
          autoFocus={props.autoFocus}
          aria-label={label}
          aria-busy={busy || undefined}
          placeholder={placeholder ?? label}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
          onKeyDown={onKeyDown}
          className={clsx("control pr-12 pl-10", size === "lg" && "min-h-13 text-xl")}
        />
        <span className="absolute inset-y-0 right-2 flex items-center">
          {value ? (
            <button
              type="button"
              aria-label={t("clear")}
              onClick={() => {
                onValueChange("");
                input.current?.focus();
              }}
              className="flex size-7 items-center justify-center rounded-sm text-ink-soft hover:bg-sunken hover:text-ink"
            >
              <X aria-hidden="true" className="size-4" />
            </button>
          ) : shortcut ? (
            <span aria-hidden="true">
              <Kbd>{shortcut}</Kbd>
            </span>
          ) : null}
        </span>
      </form>
    </search>
  );
}

function useJumpKey(key: string | undefined, target: { current: HTMLInputElement | null }) {
  useEffect(() => {
    if (!key) return;
    const jump = (event: globalThis.KeyboardEvent) => {
      const inField = (event.target as HTMLElement | null)?.closest?.(
        "input, textarea, select, [contenteditable], [role=dialog]",
      );
      if (event.key !== key || inField || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      target.current?.focus();
      target.current?.select();
    };
    document.addEventListener("keydown", jump);
    return () => document.removeEventListener("keydown", jump);
  }, [key, target]);
}
