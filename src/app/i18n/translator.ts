import type { Messages, useTranslations } from "next-intl";

/** The function `useTranslations("ns")` returns, for helpers that are handed one. The test of texts reads this type's argument. */
export type Translator<Namespace extends keyof Messages> = ReturnType<typeof useTranslations<Namespace>>;
