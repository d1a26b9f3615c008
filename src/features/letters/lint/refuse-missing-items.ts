import { NotAllowedNow } from "@/lib/errors";
import { lintLetter } from "./lint-letter";

/** Keeps words that lack one of the five items from being put forward. Throws `letter-template.item-missing` (item). */
export function refuseMissingItems(source: string): void {
  const [missing] = lintLetter(source).missing;
  if (missing) throw new NotAllowedNow("letter-template.item-missing", missing);
}
