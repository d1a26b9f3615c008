import type { Messages } from "next-intl";
import type { Locale } from "./locale";

/** All texts of one language. Each file of `messages/<locale>/` is one namespace of the same name. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const [
    common,
    shell,
    errors,
    signIn,
    incidents,
    hotline,
    mailroom,
    bench,
    answer,
    account,
    documents,
    matching,
    scope,
    lists,
    bring,
    mends,
  ] = await Promise.all([
    import(`../../../messages/${locale}/common.json`),
    import(`../../../messages/${locale}/shell.json`),
    import(`../../../messages/${locale}/errors.json`),
    import(`../../../messages/${locale}/sign-in.json`),
    import(`../../../messages/${locale}/incidents.json`),
    import(`../../../messages/${locale}/hotline.json`),
    import(`../../../messages/${locale}/mailroom.json`),
    import(`../../../messages/${locale}/bench.json`),
    import(`../../../messages/${locale}/answer.json`),
    import(`../../../messages/${locale}/account.json`),
    import(`../../../messages/${locale}/documents.json`),
    import(`../../../messages/${locale}/matching.json`),
    import(`../../../messages/${locale}/scope.json`),
    import(`../../../messages/${locale}/lists.json`),
    import(`../../../messages/${locale}/bring.json`),
    import(`../../../messages/${locale}/mends.json`),
  ]);
  return {
    common: common.default,
    shell: shell.default,
    errors: errors.default,
    "sign-in": signIn.default,
    incidents: incidents.default,
    hotline: hotline.default,
    mailroom: mailroom.default,
    bench: bench.default,
    answer: answer.default,
    account: account.default,
    documents: documents.default,
    matching: matching.default,
    scope: scope.default,
    lists: lists.default,
    bring: bring.default,
    mends: mends.default,
  };
}
