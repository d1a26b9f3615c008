"use client";
import { Toast as Base } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { type Tone, toneText } from "./tone";
import { ToneIcon } from "./tone-icon";

type ToastText = { title: string; description?: string; tone?: Tone };

/** Shows a passing message. What must not be missed belongs into the page, in a `<Notice>`. */
export function useToast(): (text: ToastText) => void {
  const { add } = Base.useToastManager();
  return useMemo(
    () =>
      ({ title, description, tone = "ok" }: ToastText) => {
        add({ title, description, type: tone, priority: tone === "danger" ? "high" : "low", timeout: 6000 });
      },
    [add],
  );
}

/** Holds passing messages; once, around the whole application. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  return (
    <Base.Provider limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport
          aria-label={t("notifications")}
          className="fixed right-4 bottom-4 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2"
        >
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const t = useTranslations("common");
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => {
    const tone = (toast.type as Tone | undefined) ?? "neutral";
    return (
      <Base.Root
        key={toast.id}
        toast={toast}
        className="rounded-md border border-line bg-raised shadow-popup transition-opacity duration-150 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
      >
        <Base.Content className="flex items-start gap-2.5 px-3.5 py-3">
          <span className={`mt-[0.3em] ${toneText[tone]}`}>
            <ToneIcon tone={tone} />
          </span>
          <div className="min-w-0 flex-1">
            <Base.Title className="font-bold" />
            <Base.Description className="text-sm text-ink-soft" />
          </div>
          <Base.Close
            aria-label={t("close")}
            className="flex size-7 shrink-0 items-center justify-center rounded-sm text-ink-soft hover:bg-sunken hover:text-ink"
          >
            <X aria-hidden="true" className="size-4" />
          </Base.Close>
        </Base.Content>
      </Base.Root>
    );
  });
}
