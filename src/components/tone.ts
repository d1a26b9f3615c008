/** How a thing stands. Colour only repeats what the words beside it say. */
export type Tone = "neutral" | "ok" | "attention" | "danger" | "done";

/** Text colour on the page's ground. */
export const toneText: Record<Tone, string> = {
  neutral: "text-ink-soft",
  ok: "text-ok",
  attention: "text-attention",
  danger: "text-danger",
  done: "text-ink-soft",
};

/** Soft fill with a text colour that is legible on it. */
export const toneFill: Record<Tone, string> = {
  neutral: "bg-sunken text-ink-soft",
  ok: "bg-ok-soft text-ok",
  attention: "bg-attention-soft text-attention",
  danger: "bg-danger-soft text-danger",
  done: "bg-sunken text-ink-soft",
};
