import type { Translator } from "../i18n/translator";

/** A key of this desk's texts, for names that come from the server as plain text. */
export type TextKey = Parameters<Translator<"gaiji">>[0];
