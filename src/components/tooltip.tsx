"use client";
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

type TooltipProps = {
  /** What the popup says. Never the only place where something needed is said. */
  text: ReactNode;
  /** One element that takes focus; it becomes the trigger and keeps its own props. */
  children: ReactElement;
  side?: "top" | "bottom" | "left" | "right";
};

/** A hint on hover and on keyboard focus. */
export function Tooltip({ text, children, side = "top" }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger delay={300} render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} side={side} className="z-50">
          <Base.Popup className="max-w-80 rounded-md bg-ink px-2.5 py-1.5 text-sm text-ground shadow-popup">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
