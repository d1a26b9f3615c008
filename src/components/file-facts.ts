/** Whether an `accept` list (".csv,text/plain,image/*") lets a file through. Browsers do not check dropped files. */
export function acceptsFile(accept: string, file: { name: string; type: string }): boolean {
  const name = file.name.toLowerCase();
  return accept
    .toLowerCase()
    .split(",")
    .map((rule) => rule.trim())
    .filter(Boolean)
    .some((rule) => {
      if (rule.startsWith(".")) return name.endsWith(rule);
      if (rule.endsWith("/*")) return file.type.startsWith(rule.slice(0, -1));
      return file.type === rule;
    });
}

const units = ["B", "kB", "MB", "GB"] as const;

/** Bytes as people read them, in steps of 1000: 1_500_000 is "1.5 MB". */
export function readableBytes(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  const digits = step > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[step]}`;
}
