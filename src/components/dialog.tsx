"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import clsx from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement, ReactNode, RefObject } from "react";
import { Button } from "./button";

type DialogProps = {
  title: ReactNode;
  /** What will happen, in a sentence or two. */
  description?: ReactNode;
  /** Body: a form, facts. */
  children?: ReactNode;
  /** The main button (in a `<DialogClose>` where pressing it also leaves); "cancel" is added after it. */
  actions?: ReactNode;
  /** A button that opens it. Leave out where `open` is set from outside. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  size?: "sm" | "md" | "lg";
  /** What takes the focus on opening; otherwise the first thing that can. */
  initialFocus?: RefObject<HTMLElement | null>;
};

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-4xl" };

/** A question or a short task over the page. Escape and the cross leave it; focus returns to the trigger. */
export function Dialog(props: DialogProps) {
  const { title, description, children, actions, trigger, open, onOpenChange, size = "sm" } = props;
  const t = useTranslations("common");
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-start justify-center overflow-y-auto px-4 py-[8vh]">
          <Base.Popup
            initialFocus={props.initialFocus}
            className={clsx(
              "relative w-full rounded-lg border border-line bg-raised p-6 shadow-popup outline-none",
              "transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0",
              widths[size],
            )}
          >
            <Base.Title className="pr-10 text-xl font-bold">{title}</Base.Title>
            {description ? (
              <Base.Description className="mt-1 max-w-prose text-ink-soft">{description}</Base.Description>
            ) : null}
            {children ? <div className="mt-4">{children}</div> : null}
            {actions ? (
              <div className="mt-6 flex flex-row-reverse flex-wrap gap-2">
                {actions}
                <DialogClose>
                  <Button>{t("cancel")}</Button>
                </DialogClose>
              </div>
            ) : null}
            <Base.Close
              aria-label={t("close")}
              className="absolute top-4 right-4 flex size-9 items-center justify-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink"
            >
              <X aria-hidden="true" className="size-5" />
            </Base.Close>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** Makes its one child (a `<Button>`) close the dialog around it. */
export function DialogClose({ children }: { children: ReactElement }) {
  return <Base.Close render={children} />;
}
