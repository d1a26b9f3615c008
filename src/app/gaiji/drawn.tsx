import type { DrawnText } from "@/features/letters/schema";

type DrawnProps = {
  drawn: DrawnText;
  /** What it says, for whoever does not see it. */
  label: string;
  /** Height of the em box in pixels. */
  size: number;
};

/** A text as the printer will draw it: outlines of the letters' fonts, whatever fonts this machine has. */
export function Drawn({ drawn, label, size }: DrawnProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${drawn.width} 1000`}
      width={(drawn.width * size) / 1000}
      height={size}
      className="max-w-full overflow-visible"
    >
      <path d={drawn.path} fill="currentColor" />
    </svg>
  );
}

type CharacterImageProps = { codePoint: string; drawn: DrawnText | null; size: number };

/** The character itself, or, where no font has it, a box with its number. */
export function CharacterImage({ codePoint, drawn, size }: CharacterImageProps) {
  if (drawn) return <Drawn drawn={drawn} label={codePoint} size={size} />;
  return (
    <span
      className="code inline-grid place-items-center border border-dashed border-line-strong text-center text-xs leading-none text-ink-soft"
      style={{ width: size, height: size }}
      aria-hidden
    >
      {size < 40 ? "?" : codePoint.replace(/U\+/g, "").replace(" ", "\n")}
    </span>
  );
}
