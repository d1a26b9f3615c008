"use client";
import "./globals.css";

/** Stands in when even the root layout failed, so it has no texts to look up and speaks both languages. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="ja">
      <head>
        <title>お詫び</title>
      </head>
      <body>
        <main className="mx-auto max-w-xl px-6 py-16" role="alert">
          <h1 className="text-2xl">画面を表示できませんでした</h1>
          <p lang="en" className="mt-1 text-ink-soft">
            This screen could not be shown.
          </p>
          {error.digest ? <p className="figures mt-3 text-sm text-ink-soft">{error.digest}</p> : null}
          <button type="button" onClick={reset} className="control mt-6 w-auto font-bold">
            もう一度試す / <span lang="en">Try again</span>
          </button>
        </main>
      </body>
    </html>
  );
}
